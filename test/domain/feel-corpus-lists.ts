/** Expressions about what holds more than one value, one a line. */
export const LISTS = `
[]
[1, "a", null, [2]]
[1, 2, 3][1]
[1, 2, 3][-1]
[1, 2, 3][0]
[1, 2, 3][4]
[1, 2, 3][item > 1]
[1, 2, 3][> 1]
[1, 2, 3, 4][item > 1 and item < 4]
[1, 2, null][item = null]
people[age > 20]
people[age > 20].name
people[name = "Мария"][1].age
people[1].name
people[-1].name
people.age
people.missing
people[missing = 1]
people[item.age > 20]
people[a]
people[age > a]
[true, false][item]
a[1]
a[2]
n[1]
missing[1]
"x"[1]
{a: 1}[a = 1]
["a", "b"]["a"]
[[1, 2], [3]][1][2]
list[list[1]]
count([1, null, 3])
count([])
count(n)
sum([1, 2, 3])
sum(1, 2, 3)
sum([])
sum([1, null])
min([3, 1, 2])
max("a", "c", "b")
max([])
mean([1, 2, 6])
median([8, 2, 5, 3, 4])
mode([6, 3, 9, 6, 6])
stddev([2, 4, 7, 5])
product([2, 3, 4])
all([true, null])
all([true, true])
any([false, true])
any([])
sublist([4, 5, 6], 1, 2)
sublist([4, 5, 6], -1)
append([1], 2, 3)
concatenate([1, 2], [3])
concatenate([1], 2)
insert before([1, 3], 1, 2)
remove([1, 2, 3], 2)
reverse([1, 2, 3])
index of([1, 2, 3, 2], 2)
union([1, 2], [2, 3])
distinct values([1, 2, 1, [1], [1]])
flatten([[1, 2], [[3]], 4])
list contains([1, null], null)
list contains(["a"], "b")
list replace([2, 4, 7], 3, 6)
list replace([2, 4, 7], function(item, newItem) item < newItem, 5)
sort([3, 1, 2], function(x, y) x < y)
sort([3, 1, 2])
sort(people, function(x, y) x.age > y.age).name
concatenate(people.name, ["x"])`;

export const CONTEXTS = `
{}
{a: 1, b: a + 1}
{"x y": 1}
{"x y": 1}."x y"
{a: {b: {c: 1}}}.a.b.c
{a: 1}.b
{a: [{b: 1}, {b: 2}]}.a.b
{f: function(x) x + 1, y: f(2)}.y
{a: 1, a: 2}
place.town
place.missing.deeper
place.missing
n.deeper
missing.deeper
a.b
name.length
list.length
place.constructor
get value(place, "town")
get value(place, "missing")
get entries({a: 1, b: "x"})
context([{key: "a", value: 1}])
context put({a: 1}, "b", 2)
context put({a: {b: 1}}, ["a", "b"], 2)
context merge([{a: 1}, {b: 2}])
{a: n, b: missing}
{x: 1, y: [x, x + 1], z: {x: 5, w: x}}`;

export const ITERATIONS = `
for i in [1, 2, 3] return i * a
for i in 1..3 return i
for i in 3..1 return i
for i in 1..1 return i
for i in [1..3] return i
for i in [1..4) return i
for i in 1..a return i
for i in "a".."c" return i
for i in 1..2, j in 1..3 return i * j
for i in [[1, 2], [3]], j in i return j
for i in [] return i
for i in n return i
for i in missing return i
for i in 5 return i
for i in 0..5 return if i = 0 then 1 else i * partial[-1]
for i in 1..3 return count(partial)
for p in people return p.name
for p in people return {who: p.name, older: p.age + 1}
for i in [1, null] return i
for a in [1, 2] return a
(for i in 1..10 return i)[item > 8]
some i in [1, 2, 3] satisfies i > 2
some i in [] satisfies true
some i in n satisfies true
some i in [1], j in [2] satisfies i + j = 3
some p in people satisfies p.age > 100
every i in [1, 2] satisfies i > 0
every i in [1, 2] satisfies i > 1
every i in [] satisfies false
every i in [1, null] satisfies i > 0
every i in 1..5, j in 1..2 satisfies i + j < 8`;

export const FUNCTIONS = `
(function(x) x * 2)(4)
(function(x, y) x - y)(4, 1)
(function(x, y) x - y)(y: 1, x: 4)
(function(x) x)()
(function() 1)()
{double: function(x: number) x * 2, r: double(3)}.r
{fact: function(n) if n < 2 then 1 else n * fact(n - 1), r: fact(5)}.r
{add: function(x) function(y) x + y, r: add(1)(2)}.r
missing(1)
a(1)
substring(string: "foobar", start position: 3)
substring(string: "foobar", start: 3)
contains(string: "foobar", match: "of")
date(year: 2026, month: 2, day: 3)
count(list: [1, 2])
decimal(n: 1.257, scale: 2)
count(wrong: [1])
count
abs(-1.5)
floor(1.5)
ceiling(1.5)
ceiling(-1.5)
decimal(1/3, 2)
decimal(2.5, 0)
round up(5.5, 0)
round down(-5.5, 0)
round half up(5.5, 0)
round half down(5.5, 0)
modulo(12, 5)
modulo(-12, 5)
sqrt(16)
sqrt(-1)
log(10)
exp(5)
odd(5)
even(5)
abs("x")
is(1, 1)
is(@"2026-01-01", "2026-01-01")
before(1, 10)
after([5..10], 2)
meets([1..5], [5..10])
overlaps([5..10], [1..6])
includes([5..10], 6)
includes([5..10], [6..7])`;
