package io.groundwatch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** collectd with the same five readers, sending JSON every ten seconds. */
final class Collectd implements Contender {
  private final Optional<Path> command = Contender.installed("collectd");

  @Override
  public String name() {
    return "collectd";
  }

  @Override
  public boolean can(Job job) {
    return command.isPresent() && job.samples() && !job.tails();
  }

  @Override
  public List<String> prepare(Job job) throws IOException {
    Path state = Files.createDirectories(job.folder().resolve("state"));
    String config =
        """
        BaseDir "%1$s"
        PIDFile "%1$s/pid"
        Interval %2$d
        LoadPlugin cpu
        LoadPlugin memory
        LoadPlugin df
        LoadPlugin disk
        LoadPlugin interface
        <LoadPlugin write_http>
          FlushInterval 10
        </LoadPlugin>
        <Plugin write_http>
          <Node "central">
            URL "http://127.0.0.1:%3$d/ingest"
            Format "JSON"
            BufferSize 262144
          </Node>
        </Plugin>
        """
            .formatted(state, job.sampleSeconds(), job.port());
    return List.of(
        command.orElseThrow().toString(),
        "-f",
        "-C",
        Contender.write(job, "collectd.conf", config));
  }
}
