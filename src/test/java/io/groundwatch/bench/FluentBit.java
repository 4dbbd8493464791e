package io.groundwatch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Fluent Bit with its tail or host inputs, buffering on disk. */
final class FluentBit implements Contender {
  private final Optional<Path> command = Contender.installed("fluent-bit");

  @Override
  public String name() {
    return "fluent-bit";
  }

  @Override
  public boolean can(Job job) {
    return command.isPresent() && !job.compression().equals("zstd");
  }

  @Override
  public List<String> prepare(Job job) throws IOException {
    Path state = Files.createDirectories(job.folder().resolve("state"));
    StringBuilder inputs = new StringBuilder();
    if (job.tails()) {
      inputs.append(
          """
          [INPUT]
              Name tail
              Path %s
              Read_from_Head on
              DB %s/tail.db
              storage.type filesystem
              Buffer_Max_Size 1M
              Skip_Long_Lines on
          """
              .formatted(job.pattern(), state));
    }
    if (job.samples()) {
      for (String input : List.of("cpu", "mem", "disk", "netif")) {
        inputs.append(
            "[INPUT]\n    Name %s\n    Interval_Sec %d\n".formatted(input, job.sampleSeconds()));
        inputs.append(input.equals("netif") ? "    Interface lo\n" : "");
      }
    }
    String config =
        """
        [SERVICE]
            Flush 1
            Log_Level warn
            storage.path %s
        %s[OUTPUT]
            Name http
            Match *
            Host 127.0.0.1
            Port %d
            Format json_lines
            Retry_Limit False
        %s"""
            .formatted(
                state,
                inputs,
                job.port(),
                job.compression().equals("gzip") ? "    Compress gzip\n" : "");
    return List.of(
        command.orElseThrow().toString(), "-c", Contender.write(job, "fluent-bit.conf", config));
  }
}
