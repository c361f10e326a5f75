#!/usr/bin/env bash
# Secrets, one file each:
#   secrets.sh create FOLDER   writes at random those that FOLDER lacks
#   secrets.sh check FOLDER    refuses a missing, short or example one, and tells which
set -euo pipefail
examples=$(dirname "$0")/secrets
folder=${2:?"usage: secrets.sh create|check FOLDER"}

create() {
    # Containers read a secret as users of their own: the file is open, its folder is not.
    mkdir -p -m 700 "$folder"
    for example in "$examples"/*.example; do
        name=$(basename "$example" .example)
        [ ! -e "$folder/$name" ] || continue
        head -c 24 /dev/urandom | base64 | tr '+/' '-_' > "$folder/$name"
        chmod 444 "$folder/$name"
        echo "written: $folder/$name"
    done
}

check() {
    local found=''
    for secret in "$folder"/*; do
        [ -f "$secret" ] || continue
        found=yes
        case $(< "$secret") in
            example*) refuse "$secret" "still holds the example value" ;;
            *[[:space:]]*) refuse "$secret" "holds a space or several lines" ;;
            ????????????????*) ;;
            *) refuse "$secret" "is shorter than 16 characters" ;;
        esac
        # one character again and again is guessed at once
        [ "$(fold -w1 "$secret" | sort -u | wc -l)" -ge 8 ] ||
            refuse "$secret" "has fewer than 8 different characters"
    done
    [ -n "$found" ] || refuse "$folder" "holds no secret"
}

refuse() {
    echo "REFUSED: $1 $2. Run: bash bootstrap/production/secrets.sh create secrets" >&2
    exit 1
}

case $1 in
    create | check) "$1" ;;
    *) refuse "$1" "is neither create nor check" ;;
esac
