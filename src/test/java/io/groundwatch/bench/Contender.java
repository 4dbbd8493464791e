package io.groundwatch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An agent that can be measured. */
interface Contender {
  /** As in the table. */
  String name();

  /** Whether it is installed here and can do the job as asked. */
  boolean can(Job job);

  /** Writes its configuration. Returns the command that runs it in the foreground. */
  List<String> prepare(Job job) throws IOException;

  /** For those that are asked for their samples and do not send them: the URL. */
  default Optional<String> scrapedAt() {
    return Optional.empty();
  }

  /** Where a command is; empty where it is not installed. */
  static Optional<Path> installed(String command) {
    return Stream.of("/usr/sbin", "/usr/bin", "/usr/local/bin", "/opt/fluent-bit/bin")
        .map(folder -> Path.of(folder, command))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Writes a configuration file in the job's folder. */
  static String write(Job job, String name, String text) throws IOException {
    Path file = job.folder().resolve(name);
    Files.writeString(file, text);
    return file.toString();
  }
}
