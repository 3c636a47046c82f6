case "$1" in a|b) make test;; *) (cd x && cargo test) ;; esac
while read -r l; do :; done < <(ls)
export A=$(pytest) B=`x`; ! false
