# help:   clean                                  remove everything that was built
find "$ROOT" -type d \( -name bin -o -name obj \) -not -path '*/.git/*' -prune -exec rm -rf {} +
rm -rf "$ARTIFACTS"
