package io.groundwatch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What all scenarios share.
 *
 * @param folder for logs and state
 * @param size of the backlog of a catch-up, in bytes
 * @param seconds that a steady load is measured for
 * @param trials numbers the folders
 */
record Bench(Path folder, long size, int seconds, AtomicInteger trials) {
  /** What a contender gets to settle in before it is measured. */
  static final long SETTLE_MILLIS = 5000;

  /** After this nobody looks at a file any more as at one that was just written. */
  static final long REST_MILLIS = 15_000;

  /** After this a contender is taken for stuck. */
  static final long PATIENCE_SECONDS = 300;

  /** Starts a contender that tails {@code pattern}, or samples, or both. */
  Trial start(
      Contender contender,
      String pattern,
      int sampleSeconds,
      String compression,
      List<String> before)
      throws IOException {
    Path place = folder.resolve("trial-" + trials.incrementAndGet());
    return Trial.start(
        contender,
        port -> new Job(Files.createDirectories(place), pattern, sampleSeconds, compression, port),
        before);
  }

  Trial start(Contender contender, String pattern, int sampleSeconds, String compression)
      throws IOException {
    return start(contender, pattern, sampleSeconds, compression, List.of());
  }

  /** A new folder for logs. */
  Path logs() {
    return folder.resolve("logs-" + trials.incrementAndGet());
  }

  /** Those that could do such a job. */
  static List<Contender> able(
      List<Contender> all, boolean tails, int sampleSeconds, String compression) {
    Job job = new Job(Path.of(""), tails ? "*" : "", sampleSeconds, compression, 0);
    return all.stream().filter(contender -> contender.can(job)).toList();
  }
}
