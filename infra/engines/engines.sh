#!/usr/bin/env bash
# Kafka, an S3 store (MinIO) and a MongoDB stand-in (mongo-java-server), natively on loopback, from the package registries.
#
#   engines.sh start|stop|status|env [DIR]          DIR is build/engines unless given
#   engines.sh pause|resume|kill|revive NAME [DIR]  NAME is kafka, mongo or s3: for tests of outages
#
# ENGINES="kafka s3" starts or stops just those. Ports are free ones, chosen once for each DIR, unless KAFKA_PORT, MONGO_PORT or S3_PORT say otherwise.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
read -ra names <<< "${ENGINES:-kafka mongo s3}"
minio=github.com/minio/minio@v0.0.0-20260212201848-7aac2a2c5b7c

main() {
  local command=${1:-help} name=""
  shift || true
  case $command in pause | resume | kill | revive) name=${1:?which engine: kafka, mongo or s3} && shift ;; esac
  dir=${1:-${here%/infra/engines}/build/engines}
  mkdir -p "$dir/run" && dir=$(cd "$dir" && pwd)
  case $command in
    start) start ;;
    stop) for name in "${names[@]}"; do stop "$name"; done ;;
    status) for name in "${names[@]}"; do echo "$name: $(alive "$name" && echo "running ($(pid "$name"))" || echo stopped)"; done ;;
    env) sed 's/^/export /' "$dir/run/env" ;;
    pause) alive "$name" && kill -STOP "$(pid "$name")" ;;
    resume) alive "$name" && kill -CONT "$(pid "$name")" ;;
    kill) alive "$name" && kill -KILL "$(pid "$name")" ;;
    revive) . "$dir/run/ports" && launch "$name" && ready "$name" ;;
    *) sed -n '2,8s/^# \{0,1\}//p' "$0" ;;
  esac
}

pid() { cat "$dir/run/$1.pid" 2> /dev/null || echo 0; }

# A number that was used again for somebody else's process is not ours: ours names DIR on its command line.
alive() { [ "$(pid "$1")" != 0 ] && ps -ww -o command= -p "$(pid "$1")" 2> /dev/null | grep -qF "$dir"; }

start() {
  install
  choose_ports
  for name in "${names[@]}"; do alive "$name" || launch "$name"; done
  for name in "${names[@]}"; do ready "$name"; done
  write_env
  echo "engines run; to use them: eval \"\$($0 env $dir)\""
}

install() {
  local tool
  for tool in java mvn go python3; do
    command -v $tool > /dev/null || { echo "the engines need $tool (Debian: default-jdk-headless, maven, golang, python3)"; exit 1; }
  done
  for name in "${names[@]}"; do "install_$name"; done
}

install_kafka() { jars kafka kafka_2.13-4.1.0.jar; }
install_mongo() { jars mongo mongo-java-server-1.47.0.jar; }

install_s3() {
  [ -x "$dir/bin/minio" ] && return
  echo "building MinIO (a few minutes, once)"
  GOBIN=$dir/bin go install "$minio" 2> "$dir/run/minio-install.log" || { tail -n 5 "$dir/run/minio-install.log" && exit 1; }
}

jars() {
  [ -e "$dir/lib/$1/$2" ] && return
  echo "fetching $1"
  mvn -q -B -f "$here/$1/pom.xml" dependency:copy-dependencies -DoutputDirectory="$dir/lib/$1"
}

choose_ports() {
  [ -e "$dir/run/ports" ] || python3 - > "$dir/run/ports" <<'PY'
import os, socket
held = [socket.socket() for _ in range(4)]
for name, each in zip(("KAFKA_PORT", "CONTROLLER_PORT", "MONGO_PORT", "S3_PORT"), held, strict=True):
    each.bind(("127.0.0.1", 0))
    print(f"{name}={os.environ.get(name) or each.getsockname()[1]}")
PY
  . "$dir/run/ports"
}

launch() { mkdir -p "$dir/data/$1" && "launch_$1"; }

in_background() {
  local name=$1
  shift
  nohup "$@" > "$dir/run/$name.log" 2>&1 < /dev/null &
  echo $! > "$dir/run/$name.pid"
}

launch_kafka() {
  local properties=$dir/run/kafka.properties
  sed "s|@CONTROLLER@|$CONTROLLER_PORT|; s|@PORT@|$KAFKA_PORT|; s|@DATA@|$dir/data/kafka|" \
    "$here/kafka/server.properties" > "$properties"
  [ -e "$dir/data/kafka/meta.properties" ] ||
    java -cp "$dir/lib/kafka/*" kafka.tools.StorageTool format -t cGljdHVyZWxvY2stbGl2ZQ -c "$properties" > "$dir/run/kafka-format.log" 2>&1
  in_background kafka java -Xmx512m -XX:+UseSerialGC -cp "$dir/lib/kafka/*" kafka.Kafka "$properties"
}

launch_mongo() {
  in_background mongo java -Xmx256m -XX:+UseSerialGC -cp "$dir/lib/mongo/*" "$here/mongo/Main.java" "$MONGO_PORT" "$dir/data/mongo/h2"
}

launch_s3() {
  MINIO_ROOT_USER=picturelock MINIO_ROOT_PASSWORD=picturelock MINIO_BROWSER=off \
    in_background s3 "$dir/bin/minio" server --address "127.0.0.1:$S3_PORT" "$dir/data/s3"
}

ready() {
  local deadline=$((SECONDS + ${ENGINES_PATIENCE:-90})) port
  case $1 in kafka) port=$KAFKA_PORT ;; mongo) port=$MONGO_PORT ;; s3) port=$S3_PORT ;; esac
  until answers "$port"; do
    alive "$1" || { echo "$1 ended at once:" && tail -n 20 "$dir/run/$1.log" && exit 1; }
    [ $SECONDS -lt $deadline ] || { echo "$1 does not answer on port $port; see $dir/run/$1.log" && exit 1; }
    sleep 0.2
  done
}

answers() { (exec 3<> "/dev/tcp/127.0.0.1/$1") 2> /dev/null; }

write_env() {
  cat > "$dir/run/env" <<ENV
PICTURELOCK_LIVE_KAFKA=127.0.0.1:$KAFKA_PORT
PICTURELOCK_LIVE_MONGO=mongodb://127.0.0.1:$MONGO_PORT
PICTURELOCK_LIVE_S3=http://picturelock:picturelock@127.0.0.1:$S3_PORT
PICTURELOCK_LIVE_ENGINES=$dir
PICTURELOCK_KAFKA=127.0.0.1:$KAFKA_PORT
PICTURELOCK_MONGO=mongodb://127.0.0.1:$MONGO_PORT
PICTURELOCK_S3=http://picturelock:picturelock@127.0.0.1:$S3_PORT
ENV
}

stop() {
  alive "$1" || return 0
  local pid
  pid=$(pid "$1")
  kill -CONT "$pid" && kill -TERM "$pid"
  for _ in $(seq 100); do alive "$1" || break; sleep 0.1; done
  ! alive "$1" || kill -KILL "$pid"
  rm -f "$dir/run/$1.pid"
  echo "$1 stopped"
}

main "$@"
