package io.groundwatch.input.prometheus;

import io.groundwatch.config.ScrapeJob;
import io.groundwatch.config.TargetFile;
import io.groundwatch.runtime.FileFailure;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.telemetry.ThrottledLog;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the targets of one job: those that stand in the configuration, and those of files, which
 * are read again at their intervals. A file that cannot be read keeps the targets that it had. One
 * thread.
 */
final class Discovery {
  /** Of one job: more than one agent can ask. */
  private static final int MAX_TARGETS = 1000;

  private final ScrapeJob job;
  private final Relabelling relabelling;
  private final TimeSource time;
  private final ThrottledLog trouble;
  private final Map<Path, List<ScrapeJob.Group>> known = new HashMap<>();
  private long nextNanos;

  Discovery(ScrapeJob job, TimeSource time, ThrottledLog trouble) {
    this.job = job;
    this.relabelling = new Relabelling(job.relabel());
    this.time = time;
    this.trouble = trouble;
    this.nextNanos = time.nanos();
  }

  /** How long until the targets are to be looked for, in nanoseconds. */
  long dueInNanos() {
    return nextNanos == Long.MAX_VALUE ? Long.MAX_VALUE : nextNanos - time.nanos();
  }

  /** Looks for the targets. */
  Set<Target> find() {
    nextNanos =
        job.files().stream()
            .map(ScrapeJob.Files::refresh)
            .min(Comparator.naturalOrder())
            .map(refresh -> time.nanos() + refresh.toNanos())
            .orElse(Long.MAX_VALUE);
    List<ScrapeJob.Group> groups = new ArrayList<>(job.targets());
    Set<Path> files = new TreeSet<>();
    job.files().forEach(from -> from.patterns().forEach(p -> files.addAll(matching(p))));
    known.keySet().retainAll(files);
    files.forEach(file -> groups.addAll(read(file)));
    Set<Target> targets = new LinkedHashSet<>();
    for (ScrapeJob.Group group : groups) {
      group.addresses().forEach(address -> target(address, group).ifPresent(targets::add));
    }
    return bounded(targets);
  }

  private Set<Target> bounded(Set<Target> targets) {
    if (targets.size() <= MAX_TARGETS) {
      return targets;
    }
    trouble.warn(
        "targets-" + job.name(),
        "",
        "Job %s has %,d targets, of which %,d are scraped."
            .formatted(job.name(), targets.size(), MAX_TARGETS));
    return new LinkedHashSet<>(new ArrayList<>(targets).subList(0, MAX_TARGETS));
  }

  private Optional<Target> target(String address, ScrapeJob.Group group) {
    try {
      return Target.of(job, relabelling, address, group.labels());
    } catch (IllegalArgumentException e) {
      trouble.warn(
          "target-" + job.name(), "", "Job " + job.name() + ": a target " + e.getMessage());
      return Optional.empty();
    }
  }

  private List<ScrapeJob.Group> read(Path file) {
    try {
      List<ScrapeJob.Group> groups = TargetFile.read(file);
      known.put(file, groups);
      trouble.recovered("file-" + file, file + " names targets again.");
      return groups;
    } catch (IOException e) {
      trouble.warn(
          "file-" + file,
          String.valueOf(e.getMessage()),
          "Targets are not read, and stay as they were: " + FileFailure.text(e));
      return known.getOrDefault(file, List.of());
    }
  }

  /** The last name of a pattern may hold a star. */
  private static List<Path> matching(Path pattern) {
    Path folder = pattern.getParent();
    if (folder == null || pattern.getFileName().toString().indexOf('*') < 0) {
      return List.of(pattern);
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(folder, pattern.getFileName().toString())) {
      found.forEach(files::add);
    } catch (IOException e) {
      return List.of(); // there is no such folder yet
    }
    return files;
  }
}
