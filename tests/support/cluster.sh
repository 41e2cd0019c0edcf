# Runs a throwaway PostgreSQL until standard input closes. $1: folder of its programs, $2: further settings.
trap '' INT TERM HUP
folder=$(mktemp -d /tmp/guildhall-test-XXXXXX) || exit 1
chmod 755 "$folder"
"$1/initdb" -D "$folder/data" -U postgres -A trust --no-sync -E UTF8 --locale=C.UTF-8 \
    --locale-provider=icu --icu-locale=en-US >"$folder/initdb.log" 2>&1 || { cat "$folder/initdb.log" >&2; exit 1; }
mkdir "$folder/log" && chmod 755 "$folder/log"
cat >>"$folder/data/postgresql.conf" <<CONF
listen_addresses = ''
unix_socket_directories = '$folder'
max_connections = 400
shared_buffers = 64MB
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
max_wal_size = 512MB
shared_preload_libraries = 'auto_explain'
logging_collector = on
log_directory = '$folder/log'
log_destination = 'jsonlog'
log_filename = 'server.log'
log_file_mode = 0644
CONF
printf '%s\n' "$2" >>"$folder/data/postgresql.conf"
"$1/pg_ctl" -D "$folder/data" -w start >/dev/null 2>&1 </dev/null || exit 1
echo "$folder"
exec >/dev/null
read -r _
"$1/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1
rm -rf "$folder"
