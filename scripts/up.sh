# help: Usage: ./orchestrator COMMAND
# help:
# help:   up [--detach] [--data DIR] [--listen ADDR:PORT] [--kubeconfig FILE] [--store sqlite|CONNECTION-STRING] [--runtime docker|simulated] [--nodes N]
# help:                                          build if needed, start the control plane and its nodes, write a kubeconfig;
# help:                                          `up --help` lists what else can be set (scheduler, nodes' ranges and failures)
case " $* " in *" --runtime simulated "* | *" --runtime=simulated "* | *" --help "*) ;; *) require_docker ;; esac
require_build
exec "$EXECUTABLE" up "$@"
