import { CONTEXTS, FUNCTIONS, ITERATIONS, LISTS } from './feel-corpus-lists';

/** Expressions whose answers are feelin's; the variables they see are below. One a line. */
const ARITHMETIC = `
1 + 2
1 - 2 - 3
2 * 3 + 4
2 + 3 * 4
(2 + 3) * 4
7 / 2
1 / 0
0 / 0
2 ** 3 ** 2
-2 ** 2
-a
--a
- n
0.1 + 0.2
1.15 * 100
a * b
a + missing
a + n
n + n
1 + "x"
"x" + 1
"x" + null
true + true
9007199254740991 + 1
.5 + .25
a - 1.5e0
[1] + [2]
{a: 1} + {a: 2}`;

const TEXTS = `
"a" + "b"
"a\\n\\"b\\" \\u0416"
name + " " + town
"a" < "b"
"a" - "b"
string length("Иван")
upper case(name)
lower case("АБВ")
substring("foobar", 3)
substring("foobar", 3, 3)
substring("foobar", -2, 1)
substring before("foobar", "bar")
substring before("foobar", "xyz")
substring after("foobar", "ob")
contains("foobar", "of")
starts with("foobar", "fo")
ends with("foobar", "r")
matches("foobar", "^fo*b")
matches("FOO", "foo", "i")
matches("x", "[")
replace("abcd", "(ab)|(a)", "[1=$1][2=$2]")
replace("aaa", "a", "$0b")
split("John Doe", "\\\\s")
split("a;b;c;;", ";")
string join(["a", "b", "c"])
string join(["a", null, "c"], "_and_")
string join(["a", 1])
string(1.1)
string(null)
string(true)
string([1, "a", null])
string({a: [1, {b: "c"}]})
string(@"2026-09-14")
number("1 000,0", " ", ",")
number("abc")
number("-5.5")`;

const LOGIC = `
true and true
true and null
false and null
true or null
false or null
null or null
null and null
1 and true
"x" or false
not(true)
not(null)
not(1)
a > 3 and name = "Иван"
a > 3 or missing
if a > 3 then "yes" else "no"
if null then 1 else 2
if missing then 1 else 2
if 0 then 1 else 2
if "x" then 1 else 2
if a = 5 then if b = 2 then "both" else "one" else "none"`;

const COMPARISONS = `
1 = 1
1 = "1"
1 != "1"
null = null
null != null
n = null
missing = null
missing = n
a = null
a != null
1 < null
null < null
"a" < 1
true = false
true < false
[1, 2] = [1, 2]
[1, 2] = [2, 1]
[1] = 1
[] = null
[[1]] = [1]
{a: 1} = {a: 1}
{a: 1, b: 2} = {b: 2, a: 1}
{a: 1} = {a: 2}
{a: 1} = [1]
date("2026-01-01") = @"2026-01-01"
date("2026-01-01") < date("2026-01-02")
@"PT60M" = @"PT1H"
@"P1Y" = @"P12M"
@"P1D" > @"PT23H"
time("10:00:00") < time("11:00:00")
a between 1 and 5
a between 6 and 9
a between null and 9
missing between 1 and 2
"b" between "a" and "c"
a in [1..5]
a in (5..9]
a in > 3
a in (1, 5)
a in (< 3, > 4)
a in [1, 2, 5]
a in list
missing in [1, 2]
5 in null
"b" in ["a".."c"]
@"2026-02-01" in [@"2026-01-01"..@"2026-03-01"]
a in (null, 7)
null in (null, 1)`;

const TEMPORALS = `
date("2026-09-14")
date("2026-13-14")
date(2026, 9, 14)
date(null)
time("23:59:00")
time("23:59:00Z")
time(23, 59, 0)
date and time("2026-09-14T10:00:00")
date and time("2026-09-14T10:00:00Z")
date and time(date("2026-09-14"), time("10:00:00"))
date(date and time("2026-09-14T10:00:00Z"))
time(date and time("2026-09-14T10:00:00Z"))
duration("P1Y2M")
duration("P1DT2H")
duration("x")
@"2026-09-14"
@"10:00:00"
@"2026-09-14T10:00:00Z"
@"P10D"
date("2026-09-14") + duration("P1M")
date("2026-09-14") - duration("P1D")
date("2026-09-14") - date("2026-09-01")
date and time("2026-09-14T10:00:00Z") + duration("PT2H")
time("10:00:00") + duration("PT2H")
duration("P1D") + duration("PT1H")
duration("P1D") * 2
duration("P2D") / 2
2 * duration("P1D")
- duration("P1D")
date("2026-09-14") + 1
date("2026-09-14").year
date("2026-09-14").weekday
date("2026-09-14").hour
time("10:20:30").minute
date and time("2026-09-14T10:00:00Z").hour
duration("P1Y2M").months
duration("P1DT2H").hours
years and months duration(date("2024-01-01"), date("2026-03-01"))
day of year(date("2026-09-14"))
day of week(date("2026-09-14"))
month of year(date("2026-09-14"))
week of year(date("2026-09-14"))
today()
now()
today() - date("2026-01-01")
date(signed) + duration("P14D")
date(signed) < today()
[@"2026-01-01"..@"2026-02-01"].start
string(duration("P1D"))`;

const RANGES = `
[1..5].start
(1..5].start included
[1..5).end included
[1..5] = [1..5]
[1..5] = (1..5]
[1..5](3)
(> 5)(6)
5 in (> 3)
[null..5]
[1.."a"]
[5..1]`;

const TYPES = `
1 instance of number
"x" instance of string
null instance of Any
null instance of number
missing instance of string
{a: 1} instance of context
{a: 1} instance of context<a: number>
{a: 1} instance of context<a: string>
date("2026-01-01") instance of date
@"10:00:00" instance of time
@"2026-01-01T10:00:00" instance of date and time
@"P1D" instance of days and time duration
@"P1Y" instance of years and months duration
@"P1Y" instance of days and time duration
(function(x) x) instance of function<Any> -> Any
true instance of boolean`;

const NAMES = `
first name
first name + "!"
first  name
monthly income * 12
P.first name
P.first name = "Ана"
people[first name = "q"]
first-name
half-time / 2
дължима сума + 1
за плащане.главница + за плащане.лихва
[first name, town]
{x: first name}.x
for first in [1] return first
count + 1
sum
not there
missing name
null value`;

const lines = (text: string): string[] => text.trim().split('\n');

export const EXPRESSIONS: readonly string[] = [
  ...[ARITHMETIC, TEXTS, LOGIC, COMPARISONS, LISTS, CONTEXTS, ITERATIONS, FUNCTIONS, TEMPORALS, RANGES, TYPES, NAMES],
].flatMap(lines);

/** Cells of decision tables, each tried on every value of `TESTED`. */
export const TESTS: readonly string[] = lines(`
-
1
"x"
null
true
false
not(1)
not("x", null)
1, 2
> 1
<= 1
>= a
< a, > 7
= 1
!= 1
[1..3]
(1..3]
]1..3[
not([1..3])
list
a
a + 1
missing
n
? > 1
? = "x"
? + 1 > 2
string length(?) > 0
some i in list satisfies i = ?
contains(?, "x")
["x", "y"]
list contains([1, "x"], ?)
date("2026-01-01")
>= date("2026-01-01")
function(x) x = 1
first name
count(?) > 1
null, 1
not(null)`);

export const TESTED = [null, true, false, 0, 1, 2, 5, 'x', 'Иван', '2026-01-01', [1], [1, 2], [], { a: 1 }];

export const VARIABLES = {
  ...{ a: 5, b: 2, n: null, name: 'Иван', town: 'Тетевен', signed: '2026-11-20', list: [2, 5, 7], count: 3, sum: null },
  people: [
    { name: 'Иван', age: 19, 'first name': 'q' },
    { name: 'Мария', age: 40, 'first name': 'r' },
    { name: 'Петър', age: 65, 'first name': 'q' },
  ],
  ...{ place: { town: 'Тетевен', code: 5700 }, P: { 'first name': 'Ана' } },
  ...{ 'first name': 'Ана', 'monthly income': 1200.5, 'first-name': 'Боян', 'half-time': 4, 'null value': null },
  ...{ 'дължима сума': 10.1, 'за плащане': { главница: 100, лихва: 7.35 } },
};
