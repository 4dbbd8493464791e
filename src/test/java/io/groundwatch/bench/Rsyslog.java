package io.groundwatch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * rsyslog with imfile, its disk-assisted queue, and bulk requests of omelasticsearch, which cannot
 * compress: Debian packages no other output over HTTP.
 */
final class Rsyslog implements Contender {
  private static final Path HTTP = Path.of("/usr/lib/x86_64-linux-gnu/rsyslog/omelasticsearch.so");

  private final Optional<Path> command = Contender.installed("rsyslogd");

  @Override
  public String name() {
    return "rsyslog";
  }

  @Override
  public boolean can(Job job) {
    return command.isPresent()
        && Files.exists(HTTP)
        && job.tails()
        && !job.samples()
        && job.compression().equals("none");
  }

  @Override
  public List<String> prepare(Job job) throws IOException {
    Path state = Files.createDirectories(job.folder().resolve("state"));
    String config =
        """
        global(workDirectory="%1$s" maxMessageSize="64k")
        module(load="imfile" mode="inotify")
        module(load="omelasticsearch")
        input(type="imfile" file="%2$s" tag="bench" ruleset="ship")
        template(name="record" type="list" option.jsonf="on") {
          property(outname="time" name="timereported" dateFormat="rfc3339" format="jsonf")
          property(outname="message" name="msg" format="jsonf")
        }
        ruleset(name="ship") {
          action(type="omelasticsearch" server="127.0.0.1" serverport="%3$d" template="record"
                 bulkmode="on" maxbytes="4m" action.resumeRetryCount="-1"
                 queue.type="LinkedList" queue.filename="ship" queue.size="100000"
                 queue.maxDiskSpace="2g" queue.dequeueBatchSize="5000")
        }
        """
            .formatted(state, job.pattern(), job.port());
    return List.of(
        command.orElseThrow().toString(),
        "-n",
        "-f",
        Contender.write(job, "rsyslog.conf", config),
        "-i",
        job.folder().resolve("rsyslog.pid").toString());
  }
}
