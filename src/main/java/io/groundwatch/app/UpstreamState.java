package io.groundwatch.app;

import io.groundwatch.model.Coverage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How far the CloudWatch Agent has read its log files: a folder of small files, each of up to three
 * lines: the offset, the path, and the ranges that are read, such as {@code 0-120,200-300}, where
 * they are not one.
 */
final class UpstreamState {
  /** Below the root of the file system. */
  static final String FOLDER = "opt/aws/amazon-cloudwatch-agent/logs/state";

  private static final String PROGRAM = "amazon-cloudwatch-agent";
  private static final int MAX_BYTES = 64 << 10;
  private static final int MAX_FILES = 100_000;
  private static final Pattern RANGE = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

  private UpstreamState() {}

  /**
   * What is read of one file.
   *
   * @param state the file that says so
   */
  record Read(Path state, Path file, List<Coverage.Range> ranges) {}

  /** Everything that a folder says; what is no such state is left out. */
  static List<Read> in(Path folder) throws IOException {
    List<Read> all = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, Files::isRegularFile)) {
      for (Path state : files) {
        if (all.size() == MAX_FILES) {
          throw new IOException(folder + ": more than " + MAX_FILES + " files");
        }
        if (Files.size(state) <= MAX_BYTES) {
          parse(state, Files.readString(state, StandardCharsets.UTF_8)).ifPresent(all::add);
        }
      }
    }
    return all;
  }

  /** One state. */
  static Optional<Read> parse(Path state, String text) {
    List<String> lines = text.lines().toList();
    if (lines.size() < 2 || !lines.get(0).strip().matches("\\d{1,18}")) {
      return Optional.empty();
    }
    long offset = Long.parseLong(lines.get(0).strip());
    List<Coverage.Range> ranges = new ArrayList<>();
    Matcher matcher = RANGE.matcher(lines.size() > 2 ? lines.get(2) : "");
    while (matcher.find()) {
      long from = Long.parseLong(matcher.group(1));
      long to = Long.parseLong(matcher.group(2));
      if (from < to) {
        ranges.add(new Coverage.Range(from, to));
      }
    }
    if (ranges.isEmpty() && offset > 0) {
      ranges.add(new Coverage.Range(0, offset));
    }
    return ranges.isEmpty()
        ? Optional.empty()
        : Optional.of(new Read(state, Path.of(lines.get(1).strip()), ranges));
  }

  /** The number of a process that is that agent, if one runs on this host. */
  static Optional<Long> runningAgent(Path proc) throws IOException {
    try (Stream<Path> processes = Files.list(proc)) {
      return processes
          .filter(process -> process.getFileName().toString().matches("\\d+"))
          .filter(UpstreamState::isAgent)
          .map(process -> Long.parseLong(process.getFileName().toString()))
          .findFirst();
    }
  }

  private static boolean isAgent(Path process) {
    try {
      String command = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
      String program = command.split("\0", 2)[0];
      return program.substring(program.lastIndexOf('/') + 1).equals(PROGRAM);
    } catch (IOException ended) {
      return false;
    }
  }
}
