# help:   down [--data DIR]                      stop it and remove its containers, networks and rules
require_build
exec "$EXECUTABLE" down "$@"
