package io.groundwatch.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a process has taken from the host so far, from proc(5).
 *
 * @param nanos when, of the monotonic clock
 * @param cpuSeconds user and system, all threads
 * @param residentBytes now
 * @param peakBytes the most that was resident
 * @param proportionalBytes the same as now, with what is shared divided among the sharers
 * @param threads now
 * @param writtenBytes handed to block devices
 * @param sleeps how often a thread of those alive now gave up its core by itself
 */
record ProcessCost(
    long nanos,
    double cpuSeconds,
    long residentBytes,
    long peakBytes,
    long proportionalBytes,
    int threads,
    long writtenBytes,
    long sleeps) {

  /** {@code getconf CLK_TCK}: 100 on every Linux that Java runs on. */
  private static final double TICKS_A_SECOND = 100;

  private static final int USER_TICKS = 11;

  static ProcessCost of(long pid) throws IOException {
    Path proc = Path.of("/proc", Long.toString(pid));
    Path status = proc.resolve("status");
    String stat = Files.readString(proc.resolve("stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[USER_TICKS + 1]);
    return new ProcessCost(
        System.nanoTime(),
        ticks / TICKS_A_SECOND,
        field(status, "VmRSS:") << 10,
        field(status, "VmHWM:") << 10,
        field(proc.resolve("smaps_rollup"), "Pss:") << 10,
        (int) field(status, "Threads:"),
        field(proc.resolve("io"), "write_bytes:"),
        sleeps(proc.resolve("task")));
  }

  /** Percent of a core since {@code before}. */
  double cpuPercentSince(ProcessCost before) {
    return 100 * (cpuSeconds - before.cpuSeconds) / secondsSince(before);
  }

  double secondsSince(ProcessCost before) {
    return (nanos - before.nanos) / 1e9;
  }

  /** The load average of the last minute: how many others wanted the cores. */
  static double load() throws IOException {
    return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ", -1)[0]);
  }

  private static long sleeps(Path tasks) throws IOException {
    long sleeps = 0;
    try (DirectoryStream<Path> all = Files.newDirectoryStream(tasks)) {
      for (Path task : all) {
        sleeps += sleepsOf(task);
      }
    }
    return sleeps;
  }

  private static long sleepsOf(Path task) throws IOException {
    try {
      return field(task.resolve("status"), "voluntary_ctxt_switches:");
    } catch (NoSuchFileException e) {
      return 0; // the thread has just ended
    }
  }

  private static long field(Path file, String name) throws IOException {
    List<String> lines = Files.readAllLines(file);
    for (String line : lines) {
      if (line.startsWith(name)) {
        return Long.parseLong(line.substring(name.length()).replaceAll("\\D", ""));
      }
    }
    throw new IOException(file + " has no " + name);
  }
}
