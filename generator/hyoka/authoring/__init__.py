"""What is written for those who keep records: new records, their form, schemas, references."""
