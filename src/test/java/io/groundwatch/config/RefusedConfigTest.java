package io.groundwatch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents and the whole text that a person sees. Errors come first, then warnings. */
class RefusedConfigTest {

  @ParameterizedTest
  @MethodSource({"sections", "destinations", "documents"})
  void namesEveryFaultOfADocument(String document, String faults) {
    ConfigException refused =
        catchThrowableOfType(
            ConfigException.class,
            () -> ConfigLoader.parse("c.json", document.getBytes(StandardCharsets.UTF_8)));

    assertThat(refused.getMessage()).isEqualTo(faults.strip());
    assertThat(refused.getMessage()).doesNotContain("hunter2");
  }

  static Stream<Arguments> sections() {
    return Stream.of(
        argumentSet(
            "aSectionIsMisspelt",
            """
            {
              "metrcs": {},
              "agent": { "metrics_colection_interval": 10, "debug": "false" },
              "logs": { "log_colected": {} }
            }
            """,
            """
            c.json:3:57 /agent/debug: a string (expected: true or false)
            c.json:4:11 /logs/logs_collected: missing (expected: an object that names what to read, such as "files")
            c.json:4:13 /logs/log_colected: unknown key (did you mean "logs_collected"?)
            c.json:2:3 /metrcs: warning: unknown key (did you mean "metrics"?)
            c.json:3:14 /agent/metrics_colection_interval: warning: unknown key (did you mean "metrics_collection_interval"?)
            """),
        argumentSet(
            "aKeyStandsTwice",
            """
            {
              "agent": { "debug": true, "debug": false },
              "agent": {}
            }
            """,
            """
            c.json:2:29 /agent/debug: duplicate key (it stands already at 2:14)
            c.json:3:3 /agent: duplicate key (it stands already at 2:3)
            """),
        argumentSet(
            "aMetricsSectionIsFullOfFaults",
            """
            {
              "metrics": {
                "namespace": "",
                "metrics_colected": {},
                "append_dimensions": { "a": 1 },
                "force_flush_interval": 0,
                "aggregation_dimensions": ["InstanceId"],
                "metrics_collected": {
                  "cpu": { "measurement": ["usage_idel", 7, { "rename": "x" }], "resources": ["0"], "totalCPU": true },
                  "mem": { "metrics_collection_interval": "60s" },
                  "disk": { "measurement": [] },
                  "memory": { "measurement": ["used"] },
                  "netstat": {},
                  "swap": null,
                  "system": { "measurement": ["n_userz"] }
                }
              }
            }
            """,
            """
            c.json:3:18 /metrics/namespace: empty (expected: 1 to 255 characters)
            c.json:4:5 /metrics/metrics_colected: unknown key (did you mean "metrics_collected"?)
            c.json:5:33 /metrics/append_dimensions/a: a number (expected: a string)
            c.json:6:29 /metrics/force_flush_interval: 0 (expected: an integer from 1 to 172800)
            c.json:7:32 /metrics/aggregation_dimensions/0: a string (expected: an array)
            c.json:9:32 /metrics/metrics_collected/cpu/measurement/0: unknown measurement "usage_idel" of cpu (did you mean "usage_idle"?)
            c.json:9:46 /metrics/metrics_collected/cpu/measurement/1: a number (expected: a string)
            c.json:9:49 /metrics/metrics_collected/cpu/measurement/2/name: missing (expected: a name, such as "time_active")
            c.json:9:82 /metrics/metrics_collected/cpu/resources: only ["*"] selects CPUs (expected: ["*"] or no such key)
            c.json:10:14 /metrics/metrics_collected/mem/measurement: missing (expected: an array of names, such as "active")
            c.json:10:47 /metrics/metrics_collected/mem/metrics_collection_interval: a string (expected: an integer from 1 to 172800)
            c.json:11:32 /metrics/metrics_collected/disk/measurement: empty (expected: 1 to 1024 elements)
            c.json:13:18 /metrics/metrics_collected/netstat/measurement: missing (expected: an array of names, such as "tcp_close")
            c.json:14:15 /metrics/metrics_collected/swap: null (expected: an object)
            c.json:9:89 /metrics/metrics_collected/cpu/totalCPU: warning: unknown key (did you mean "totalcpu"?)
            c.json:12:7 /metrics/metrics_collected/memory: warning: unknown input, nothing is collected (did you mean "mem"?)
            c.json:15:35 /metrics/metrics_collected/system/measurement/0: warning: unknown measurement "n_userz" of system (did you mean "n_users"?)
            """),
        argumentSet(
            "elementsStandTwice",
            """
            {
              "metrics": { "metrics_collected": { "mem": { "measurement": ["used",
                "used"] } } },
              "logs": { "logs_collected": {
                "files": { "collect_list": [ { "file_path": "/a" }, { "file_path": "/b" },
                  { "file_path": "/a" } ] },
                "journald": { "collect_list": [ { "log_group_name": "g", "units": ["a", "a"] } ] } } }
            }
            """,
            """
            c.json:3:5 /metrics/metrics_collected/mem/measurement: an element stands twice (expected: each once)
            c.json:6:7 /logs/logs_collected/files/collect_list: an element stands twice (expected: each once)
            c.json:7:77 /logs/logs_collected/journald/collect_list/0/units: an element stands twice (expected: each once)
            c.json:3:5 /metrics/metrics_collected/mem/measurement/1: warning: named twice, collected once
            """),
        argumentSet(
            "nothingIsCollected",
            """
            {
              "metrics": { "metrics_collected": {} },
              "logs": {}
            }
            """,
            """
            c.json:2:37 /metrics/metrics_collected: empty (expected: at least one input, such as "cpu")
            c.json:3:11 /logs/logs_collected: missing (expected: an object that names what to read, such as "files")
            """),
        argumentSet(
            "aCollectListIsFullOfFaults",
            """
            {
              "logs": {
                "logs_collected": {
                  "file": {},
                  "files": {
                    "collect_list": [
                      { "file_path": "" },
                      { "log_group_name": 1 },
                      { "file_path": "/a.log", "read_from": "start", "filepath": "/b.log" },
                      "/c.log",
                      { "file_path": "/d.log", "destinations": ["centrall", "shown", 1] }
                    ]
                  }
                }
              },
              "destinations": {
                "central": { "type": "http", "url": "http://127.0.0.1:8787/" },
                "shown": { "type": "stdout", "signals": ["metrics"] }
              }
            }
            """,
            """
            c.json:4:7 /logs/logs_collected/file: unknown key (did you mean "files"?)
            c.json:7:26 /logs/logs_collected/files/collect_list/0/file_path: empty (expected: 1 to 4096 characters)
            c.json:8:11 /logs/logs_collected/files/collect_list/1/file_path: missing (expected: a path or a glob, such as "/var/log/app/*.log")
            c.json:8:31 /logs/logs_collected/files/collect_list/1/log_group_name: a number (expected: a string)
            c.json:9:49 /logs/logs_collected/files/collect_list/2/read_from: "start" (expected: one of beginning, end)
            c.json:9:58 /logs/logs_collected/files/collect_list/2/filepath: unknown key (did you mean "file_path"?)
            c.json:10:11 /logs/logs_collected/files/collect_list/3: a string (expected: an object)
            c.json:11:53 /logs/logs_collected/files/collect_list/4/destinations/0: unknown destination "centrall" (expected: one of central) (did you mean "central"?)
            c.json:11:65 /logs/logs_collected/files/collect_list/4/destinations/1: destination "shown" does not take logs (expected: one of central)
            c.json:11:74 /logs/logs_collected/files/collect_list/4/destinations/2: a number (expected: the name of a destination)
            """));
  }

  static Stream<Arguments> destinations() {
    return Stream.of(
        argumentSet(
            "aDestinationIsFullOfFaults",
            """
            {
              "destinations": {
                "../up": { "type": "stdout", "url": "http://h/", "concurrency": 1 },
                "a": { "url": "ftp://h/", "signals": [], "compression": "zst", "timeout": "0s", "retries": 3 },
                "b": { "type": "http" },
                "c": { "type": "htpp", "url": "http://user:pass@h/" },
                "d": {
                  "type": "http", "url": "https://h/",
                  "tls": { "cert_file": "/c.pem" },
                  "batch": { "max_bytes": "1KB", "max_records": 0, "max_age": "soon" },
                  "buffer": { "max_bytes": "64KiB", "when_full": "drop" },
                  "retry": { "initial": "2m", "max": "1m" }
                },
                "e": { "type": "http", "url": "https://h/", "batch": { "max_bytes": "8MiB" }, "buffer": { "max_bytes": "2MiB" } },
                "f": { "type": "http", "url": "http://h:99999/", "concurrency": 17, "max_bytes_per_second": "1KB" },
                "g": { "type": "http", "url": "http://h/", "tls": { "ca_file": "/ca" } },
                "h": { "type": "http", "url": "http://h y/" },
                "i": { "type": "http", "url": "https://" },
                "j": 1
              }
            }
            """,
            """
            c.json:3:5 /destinations/..~1up: not a name for a destination (expected: 1 to 64 of A-Z a-z 0-9 _ . - and no dot first)
            c.json:3:41 /destinations/..~1up/url: means nothing for the type stdout
            c.json:3:69 /destinations/..~1up/concurrency: means nothing for the type stdout
            c.json:4:10 /destinations/a/type: missing (expected: one of http, cloudwatch, otlp, prometheus_remote_write, loki, elasticsearch, influxdb, splunk, prometheus, stdout)
            c.json:4:19 /destinations/a/url: neither http: nor https: (expected: http://… or https://…)
            c.json:4:42 /destinations/a/signals: empty (expected: 1 to 2 elements)
            c.json:4:61 /destinations/a/compression: "zst" (expected: one of none, gzip, zstd) (did you mean "zstd"?)
            c.json:4:79 /destinations/a/timeout: "0s" (expected: a duration above zero such as "250ms", "30s", "5m", "2h", "14d", or whole seconds)
            c.json:4:85 /destinations/a/retries: unknown key
            c.json:5:10 /destinations/b/url: missing (expected: an address such as "https://collect.example/ingest")
            c.json:6:20 /destinations/c/type: "htpp" (expected: one of http, cloudwatch, otlp, prometheus_remote_write, loki, elasticsearch, influxdb, splunk, prometheus, stdout) (did you mean "http"?)
            c.json:6:35 /destinations/c/url: holds a user or a password (expected: auth.basic for these)
            c.json:9:14 /destinations/d/tls/key_file: missing (expected: cert_file and key_file together, or neither)
            c.json:10:31 /destinations/d/batch/max_bytes: "1KB" (expected: a size such as "512MiB", "10MB" or whole bytes, 1KiB to 64MiB)
            c.json:10:53 /destinations/d/batch/max_records: 0 (expected: an integer from 1 to 100000)
            c.json:10:67 /destinations/d/batch/max_age: "soon" (expected: a duration above zero such as "250ms", "30s", "5m", "2h", "14d", or whole seconds)
            c.json:11:32 /destinations/d/buffer/max_bytes: "64KiB" (expected: a size such as "512MiB", "10MB" or whole bytes, at least 1MiB)
            c.json:11:54 /destinations/d/buffer/when_full: "drop" (expected: one of block, drop_oldest)
            c.json:12:29 /destinations/d/retry/initial: initial is longer than max (expected: initial at most max)
            c.json:14:93 /destinations/e/buffer: max_bytes: 2MiB (expected: at least batch.max_bytes, 8MiB)
            c.json:15:35 /destinations/f/url: port 99999 is none of 1 to 65535 (expected: such as "https://host:8443/path")
            c.json:15:69 /destinations/f/concurrency: 17 (expected: an integer from 1 to 16)
            c.json:15:97 /destinations/f/max_bytes_per_second: "1KB" (expected: a size such as "512MiB", "10MB" or whole bytes, at least 1KiB)
            c.json:16:55 /destinations/g/tls: means nothing for a url with http: (expected: a url with https:)
            c.json:17:35 /destinations/h/url: not an address: Illegal character in authority (expected: such as "https://host:8443/path")
            c.json:18:35 /destinations/i/url: not an address: Expected authority (expected: such as "https://host:8443/path")
            c.json:19:10 /destinations/j: a number (expected: an object)
            """),
        argumentSet(
            "authIsFullOfFaults",
            """
            {
              "destinations": {
                "a": { "type": "http", "url": "https://h/", "auth": {} },
                "b": { "type": "http", "url": "https://h/", "auth": { "bearer": "hunter2" } },
                "c": { "type": "http", "url": "https://h/", "auth": { "bearer_file": "/t", "headers": { "X Y": "hunter2" } } },
                "d": { "type": "http", "url": "https://h/", "auth": { "basic": { "user": "a:b", "password": "hunter2" } } },
                "e": { "type": "http", "url": "https://h/", "auth": { "basic": { "usr": "a" } } },
              "f": { "type": "http", "url": "https://h/", "auth": { "headers": { "A": "${env:}", "a_file": "/a" } } }
              }
            }
            """,
            """
            c.json:3:57 /destinations/a/auth: names no way (expected: one of bearer_file, bearer, basic, headers, aws)
            c.json:4:69 /destinations/b/auth/bearer: a secret in the file itself (expected: "${env:NAME}", or bearer_file in its place)
            c.json:5:57 /destinations/c/auth: bearer_file and headers (expected: one of bearer_file, bearer, basic, headers, aws)
            c.json:5:93 /destinations/c/auth/headers/X Y: not a header's name (expected: letters, digits, hyphens)
            c.json:6:78 /destinations/d/auth/basic/user: holds a colon (expected: a user name without one, RFC 7617)
            c.json:6:97 /destinations/d/auth/basic/password: a secret in the file itself (expected: "${env:NAME}", or password_file in its place)
            c.json:7:68 /destinations/e/auth/basic/user: missing (expected: a user name)
            c.json:7:68 /destinations/e/auth/basic/password_file: missing (expected: a file that holds the password)
            c.json:7:70 /destinations/e/auth/basic/usr: unknown key (did you mean "user"?)
            c.json:8:75 /destinations/f/auth/headers/A: an unknown placeholder (expected: ${env:NAME})
            c.json:8:86 /destinations/f/auth/headers/a_file: a second value for this header (expected: one)
            """),
        argumentSet(
            "aProxyAndHeadersAreFullOfFaults",
            """
            {
              "destinations": {
                "a": { "type": "http", "url": "https://h/", "proxy": "socks5://u:hunter2@p:1080" },
                "b": { "type": "http", "url": "https://h/", "proxy": "http://u:hunter2@p:3128/path" },
                "c": { "type": "http", "url": "https://h/", "proxy": { "user": "u" } },
                "d": { "type": "http", "url": "https://h/", "proxy": { "url": "http://u:hunter2@p", "user": "u", "password": "hunter2" } },
                "e": { "type": "http", "url": "https://h/", "proxy": "http://u:${hunter2}@p:3128" },
                "f": { "type": "http", "url": "https://h/", "proxy": 3128 },
                "g": { "type": "http", "url": "https://h/", "proxy": "http://:hunter2@" },
                "h": { "type": "http", "url": "https://h/", "auth": { "bearer_file": "/t" }, "headers": { "authorization": "hunter2", "Host": "x" } },
                "i": { "type": "http", "url": "https://h/", "tls": { "server_name": "https://hunter2" } },
                "j": { "type": "stdout", "proxy": "none", "headers": { "A": "hunter2" } },
                "k": { "type": "http", "url": "https://h/", "proxy": "http://u@p:3128" }
              }
            }
            """,
            """
            c.json:3:58 /destinations/a/proxy: not http:, the only way to talk to a proxy that is known here (expected: such as "http://proxy.example:3128")
            c.json:4:58 /destinations/b/proxy: more than a host and a port (expected: such as "http://proxy.example:3128")
            c.json:5:58 /destinations/c/proxy/url: missing (expected: the address of the proxy, such as "http://proxy.example:3128")
            c.json:5:58 /destinations/c/proxy/password_file: missing (expected: a file that holds the password)
            c.json:6:67 /destinations/d/proxy/url: holds a user or a password beside "user" and "password_file" (expected: such as "http://proxy.example:3128")
            c.json:6:114 /destinations/d/proxy/password: a secret in the file itself (expected: "${env:NAME}", or password_file in its place)
            c.json:7:58 /destinations/e/proxy: an unknown placeholder (expected: ${env:NAME})
            c.json:8:58 /destinations/f/proxy: a number (expected: "none", an object, or "http://proxy.example:3128")
            c.json:9:58 /destinations/g/proxy: not an address (expected: such as "http://proxy.example:3128")
            c.json:10:93 /destinations/h/headers: authorization is set by "auth" too (expected: one of both)
            c.json:10:123 /destinations/h/headers/Host: is set by the agent itself (expected: another header)
            c.json:11:73 /destinations/i/tls/server_name: not a name (expected: such as "collect.example.internal")
            c.json:12:39 /destinations/j/proxy: means nothing for the type stdout
            c.json:12:58 /destinations/j/headers: means nothing for the type stdout
            c.json:13:58 /destinations/k/proxy: no user or no password before the @ (expected: user:password@)
            """),
        argumentSet(
            "noDestinationIsNamed",
            """
            { "destinations": {} }
            """,
            """
            c.json:1:19 /destinations: 0 destinations (expected: 1 to 256, or no such key for the default)
            """),
        argumentSet(
            "noDestinationTakesLogs",
            """
            {
              "logs": { "logs_collected": { "files": { "collect_list": [ { "file_path": "/a.log", "destinations": ["m"] } ] } } },
              "destinations": { "m": { "type": "stdout", "signals": ["metrics"] } }
            }
            """,
            """
            c.json:2:104 /logs/logs_collected/files/collect_list/0/destinations/0: destination "m" does not take logs (no destination of this file takes logs)
            c.json:2:11 /logs: warning: no destination takes logs: nothing of this section is sent
            """));
  }

  static Stream<Arguments> documents() {
    return Stream.of(
        argumentSet(
            "theDocumentIsAnArray",
            """
            [1]
            """,
            """
            c.json:1:1: an array (expected: an object)
            """),
        argumentSet(
            "theDocumentIsEmpty",
            """
              // nothing
            """,
            """
            c.json: is empty (expected: a JSON object; the smallest is {})
            """),
        argumentSet(
            "aBraceIsMissing",
            """
            {
              "agent": {
            """,
            """
            c.json:3:1: not JSON: Unexpected end-of-input: expected close marker for Object (start marker at 2:12)
            """),
        argumentSet(
            "aSecretLacksItsQuotationMarks",
            """
            { "bearer": hunter2 }
            """,
            """
            c.json:1:13: not JSON: a text without quotation marks; was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')
            """),
        argumentSet(
            "aSecondDocumentFollows",
            """
            {} {}
            """,
            """
            c.json:1:4: something follows the document (expected: one JSON object)
            """),
        argumentSet(
            "aKeyHoldsALineBreak",
            """
            { "agent": { "x\\ny": 1, "debug": 1 } }
            """,
            """
            c.json:1:34 /agent/debug: a number (expected: true or false)
            c.json:1:14 /agent/x\\u000ay: warning: unknown key
            """));
  }
}
