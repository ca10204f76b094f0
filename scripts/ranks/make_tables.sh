#!/usr/bin/env bash
# Writes the tables of scripts/check_ranks.sh into a folder. Their numbers of rows divide by nothing.
#   scripts/ranks/make_tables.sh FOLDER
set -euo pipefail
export LC_ALL=C
top=$(dirname "$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")")
cd "$1"

# make FILE PROGRAM: random() is a number in [0, 1) that is the same in every awk (Park and Miller's generator).
make() {
  awk 'function random() { state = (state * 16807) % 2147483647; return int(state / 2147.483647) / 1000000 }
       BEGIN { state = 27; '"$2"' }' >"$1"
}
cp "$top/data/banknotes.txt" banknotes.txt
make classes.csv 'print "a,b,c,w,y"; for (i = 0; i < 1361; ++i) { a = random(); b = random(); c = random() * 9
  print a "," b "," c "," 1 + int(random() * 3) "," (a + b * b > 0.8 ? "yes" : (c > 6 ? "no" : "perhaps")) }'
make numbers.csv 'print "a,b,y"; for (i = 0; i < 1129; ++i) { a = random() * 4 - 2; b = random() * 4 - 2
  print a "," b "," a * b + random() / 10 }'
make separable.csv 'print "a,b,y"; for (i = 0; i < 331; ++i) { a = random(); b = random(); print a "," b "," (a > b) }'
make texts.csv 'split("red,green,dark blue,x", kinds, ","); print "x,kind,z,y"; for (i = 0; i < 907; ++i) { x = random()
  print (random() < 0.05 ? "" : x) "," kinds[1 + int(random() * 4)] "," int(random() * 100) "," (x > 0.4) }'
make quoted.csv 'print "a,text,y"; for (i = 0; i < 803; ++i) { a = random()
  print a ",\"" (random() < 0.5 ? "one\nand, two" : "a \"\"word\"\"\n\n") "\"," (a > 0.5) }'
make blocks.csv 'print "a,b,y"; for (i = 0; i < 512; ++i) { a = random(); b = random(); print a "," b "," (a > b * b) }'
make one_row.csv 'print "a,b,y\n1,2,3"'
make five_rows.csv 'print "a,b,y\n1,2,0\n2,1,1\n3,5,0\n1.5,4,1\n0,0,1"'
make one_class.csv 'print "a,y"; for (i = 0; i < 300; ++i) print i ",same"'
make bad_cell.csv 'print "a,b,y"; for (i = 0; i < 900; ++i) print i "," (i == 700 ? "oops" : i % 7) "," i % 2'
for part in 1 2 3; do
  make part-$part.csv 'for (k = 0; k < '$part'; ++k) random(); print "a,b,y"; for (i = 0; i < '$part'00 + 7; ++i) {
    a = random(); b = random(); print a "," b "," (a + b > 1) }'
done
