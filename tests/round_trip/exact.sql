-- Decimal arithmetic without a binary number. A cell is text, so that every digit counts.
--
-- DECIMAL(38, 18) holds every number that a record may have (18 digits before the point, 18 behind
-- it), so sums, differences and comparisons are exact. DuckDB divides DECIMALs as DOUBLEs: a quotient
-- is made of whole numbers (HUGEINT) instead. One that does not fit is an error there, not a rounding.
--
-- `list_transform([{…}], lambda v: …)[1]` only gives names to what is used more than once: a macro
-- is replaced by its text, and would grow with every such use.

-- How many decimals a number is written with.
CREATE MACRO places(x) AS length(split_part(x, '.', 2));

CREATE MACRO ten(n) AS ('1' || repeat('0', n))::HUGEINT;

-- A number in units of its decimal `n`, none of its own being behind that: whole('-1.5', 2) = -150.
CREATE MACRO whole(x, n) AS (replace(x, '.', '') || repeat('0', n - places(x)))::HUGEINT;

CREATE MACRO exact(x) AS x::DECIMAL(38, 18);

-- An exact number as text with `n` decimals, where it has no more.
CREATE MACRO kept(x, n) AS
  list_transform([{'x': x::VARCHAR, 'n': n}],
    lambda v: left(v.x, length(v.x) - 18 + if(v.n = 0, -1, v.n)))[1];

CREATE MACRO added(a, b) AS kept(exact(a) + exact(b), greatest(places(a), places(b)));
CREATE MACRO difference(a, b) AS kept(exact(a) - exact(b), greatest(places(a), places(b)));

-- `x`, in units of its decimal `n`, as text.
CREATE MACRO told(x, n) AS
  list_transform([{'sign': if(x < 0, '-', ''), 'x': abs(x), 'n': n}],
    lambda v: v.sign || if(v.n = 0, v.x::VARCHAR,
      (v.x // ten(v.n)) || '.' || lpad((v.x % ten(v.n))::VARCHAR, v.n, '0')))[1];

-- a ÷ b of whole numbers to `n` decimals, ties away from zero; nothing where b is 0.
CREATE MACRO quotient(a, b, n) AS
  list_transform([{'a': a, 'b': b, 'n': n}],
    lambda v: told(
      sign(v.a) * sign(v.b)
        * ((2 * abs(v.a) * ten(v.n) + abs(v.b)) // (2 * nullif(abs(v.b), 0))),
      v.n))[1];

-- (a − b) ÷ (c − d) × 100.
CREATE MACRO way(a, b, c, d, n) AS
  list_transform(
    [{'a': a, 'b': b, 'c': c, 'd': d, 'n': n,
      'm': greatest(places(a), places(b), places(c), places(d))}],
    lambda v: quotient(100 * (whole(v.a, v.m) - whole(v.b, v.m)),
      whole(v.c, v.m) - whole(v.d, v.m), v.n))[1];

CREATE MACRO percentage(a, b, n) AS way(a, '0', b, '0', n);

-- a ÷ b.
CREATE MACRO per(a, b, n) AS
  list_transform([{'a': a, 'b': b, 'n': n, 'm': greatest(places(a), places(b))}],
    lambda v: quotient(whole(v.a, v.m), whole(v.b, v.m), v.n))[1];

-- 1.96 × √(a ÷ b) to `n` decimals. The binary root is only a guess: of it and its neighbours that
-- whole number r is taken for which r − ½ ≤ 10ⁿ × 1.96 × √(a ÷ b) < r + ½, squared, in whole numbers.
CREATE MACRO margin(a, b, n) AS
  list_transform(
    [{'a': 4 * 196 * 196 * ten(2 * n) * a, 'b': 10000 * b, 'n': n,
      'r': round(1.96 * sqrt(a::DOUBLE / b::DOUBLE) * ten(n)::DOUBLE)::HUGEINT}],
    lambda v: told(
      list_filter([v.r - 1, v.r, v.r + 1],
        lambda r: (r = 0 OR (2 * r - 1) * (2 * r - 1) * v.b <= v.a)
          AND r >= 0 AND v.a < (2 * r + 1) * (2 * r + 1) * v.b)[1],
      v.n))[1];

-- p × (100 − p), in units of the decimal `n` of p, squared.
CREATE MACRO spread(p, n) AS whole(p, n) * (100 * ten(n) - whole(p, n));

-- 1.96 × √(p × (100 − p) ÷ m ＋ q × (100 − q) ÷ k) to `n` decimals.
CREATE MACRO two_margins(p, m, q, k, n) AS
  list_transform(
    [{'p': p, 'm': m::HUGEINT, 'q': q, 'k': k::HUGEINT, 'n': n,
      'd': greatest(places(p), places(q))}],
    lambda v: margin(spread(v.p, v.d) * v.k + spread(v.q, v.d) * v.m,
      ten(2 * v.d) * v.m * v.k, v.n))[1];

-- Nothing is said of a share of 0 or 100 ％, and there is none beyond.
CREATE MACRO is_share(p) AS exact(p) > 0 AND exact(p) < 100;
