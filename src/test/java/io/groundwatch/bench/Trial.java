package io.groundwatch.bench;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One contender running with a receiver of its own. Owned by the benchmark's thread. */
final class Trial implements Closeable {
  private static final int STOP_SECONDS = 30;

  private final Contender contender;
  private final Job job;
  private final Arrivals arrivals;
  private final Sink sink;
  private final Process process;
  private final Optional<Scraper> scraper;
  private final long startedNanos;

  private Trial(Contender contender, Job job, Arrivals arrivals, Sink sink, Process process) {
    this.contender = contender;
    this.job = job;
    this.arrivals = arrivals;
    this.sink = sink;
    this.process = process;
    this.startedNanos = System.nanoTime();
    this.scraper =
        contender.scrapedAt().map(url -> Scraper.start(url, job.sampleSeconds(), arrivals));
  }

  /** Starts {@code contender} in a new folder; {@code before} goes before its command. */
  static Trial start(Contender contender, Work work, List<String> before) throws IOException {
    Arrivals arrivals = new Arrivals();
    Sink sink = Sink.open(arrivals);
    Job job = work.job(sink.port());
    List<String> command = new ArrayList<>(before);
    command.addAll(contender.prepare(job));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(said(job).toFile())
            .start();
    return new Trial(contender, job, arrivals, sink, process);
  }

  /** Makes the job once the receiver's port is known. */
  @FunctionalInterface
  interface Work {
    Job job(int port) throws IOException;
  }

  Arrivals arrivals() {
    return arrivals;
  }

  /** When it was started, of the monotonic clock. */
  long startedNanos() {
    return startedNanos;
  }

  ProcessCost cost() throws IOException {
    check();
    return ProcessCost.of(process.pid());
  }

  /** Waits for lines. */
  void awaitLines(long lines, long seconds) throws IOException, InterruptedException {
    if (!arrivals.awaitLines(lines, seconds)) {
      check();
      throw new IOException(
          "%s: %d of %d lines arrived in %d s"
              .formatted(contender.name(), arrivals.lines(), lines, seconds));
    }
    check();
  }

  /** Waits for lines, counted as often as they come. */
  void awaitAll(long lines, long seconds) throws IOException, InterruptedException {
    if (!arrivals.awaitAll(lines, seconds)) {
      check();
      throw new IOException(
          "%s: %d of %d lines arrived in %d s, counted as often as they came"
              .formatted(contender.name(), arrivals.lines() + arrivals.twice(), lines, seconds));
    }
    check();
  }

  /** Waits for the first request, or for the first time that it can be read. */
  double secondsToFirst(long seconds) throws IOException, InterruptedException {
    if (!arrivals.awaitRequest(seconds)) {
      check();
      throw new IOException(contender.name() + " sent nothing in " + seconds + " s");
    }
    return (arrivals.firstNanos() - startedNanos) / 1e9;
  }

  /** Lets it run. */
  void runFor(long milliseconds) throws IOException, InterruptedException {
    if (process.waitFor(milliseconds, TimeUnit.MILLISECONDS)) {
      check();
    }
  }

  /** Asks it to stop, and waits until it has. */
  @Override
  public void close() throws IOException {
    scraper.ifPresent(Scraper::close);
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    sink.close();
  }

  private void check() throws IOException {
    sink.check();
    if (!process.isAlive()) {
      throw new IOException(contender.name() + " ended: " + Files.readString(said(job)));
    }
  }

  private static Path said(Job job) {
    return job.folder().resolve("said");
  }
}
