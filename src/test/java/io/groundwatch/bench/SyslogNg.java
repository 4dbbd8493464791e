package io.groundwatch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * syslog-ng with its disk buffer, sending what our plain output sends; 3.38 of Debian 12 cannot
 * compress. Its package and rsyslog's exclude each other, so it is looked for where {@code dpkg -x}
 * of syslog-ng-core, syslog-ng-mod-http and what they need has unpacked it beside rsyslog.
 */
final class SyslogNg implements Contender {
  private static final Path ROOT = Path.of("/opt/syslog-ng");
  private static final Path COMMAND = ROOT.resolve("usr/sbin/syslog-ng");
  private static final Path LIBRARIES = ROOT.resolve("usr/lib/syslog-ng");
  private static final Path MODULES = LIBRARIES.resolve("3.38");

  @Override
  public String name() {
    return "syslog-ng";
  }

  @Override
  public boolean can(Job job) {
    return Files.isExecutable(COMMAND)
        && Files.exists(MODULES.resolve("libhttp.so"))
        && job.tails()
        && !job.samples()
        && job.compression().equals("none");
  }

  @Override
  public List<String> prepare(Job job) throws IOException {
    Path state = Files.createDirectories(job.folder().resolve("state"));
    Path pattern = Path.of(job.pattern());
    String config =
        """
        @version: 3.38
        options { stats-freq(0); log-msg-size(65536); time-reopen(1); };
        source logs {
          wildcard-file(base-dir("%1$s") filename-pattern("%2$s") flags(no-parse)
                        follow-freq(0.1) read-old-records(yes) max-files(2000));
        };
        destination central {
          http(url("http://127.0.0.1:%3$d/ingest") method("POST")
               headers("Content-Type: application/x-ndjson")
               body("$(format-json time=$ISODATE message=$MESSAGE)") delimiter("\\n")
               batch-lines(10000) batch-bytes(4096Kb) batch-timeout(1000)
               disk-buffer(reliable(no) disk-buf-size(2147483648) mem-buf-length(20000)
                           dir("%4$s")));
        };
        log { source(logs); destination(central); flags(flow-control); };
        """
            .formatted(pattern.getParent(), pattern.getFileName(), job.port(), state);
    return List.of(
        "/usr/bin/env",
        "LD_LIBRARY_PATH=%1$s:%2$s/usr/lib/x86_64-linux-gnu:%2$s/lib/x86_64-linux-gnu"
            .formatted(LIBRARIES, ROOT),
        COMMAND.toString(),
        "--foreground",
        "--no-caps",
        "--module-path=" + MODULES,
        "--cfgfile=" + Contender.write(job, "syslog-ng.conf", config),
        "--persist-file=" + state.resolve("persist"),
        "--control=" + state.resolve("control"),
        "--pidfile=" + state.resolve("pid"));
  }
}
