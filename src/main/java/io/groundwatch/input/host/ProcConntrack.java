package io.groundwatch.input.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Linux: the table of tracked connections, from {@code /proc/sys/net/netfilter} and {@code
 * /proc/net/stat/nf_conntrack}: a heading, then a line a CPU of hexadecimal counters of 32 bits.
 */
final class ProcConntrack implements Source<Optional<Numbers>> {
  private static final int HEXADECIMAL = 16;

  /** The kernel's column, and our name of it. */
  private static final Map<String, String> COLUMNS =
      Map.of("drop", "drops", "early_drop", "early_drops", "insert_failed", "insert_failed");

  private final Path netfilter;
  private final Path stat;

  /** Reads below {@code roots}. */
  ProcConntrack(HostRoots roots) {
    netfilter = roots.proc("sys/net/netfilter");
    stat = roots.net("stat/nf_conntrack");
  }

  /** Empty where no connections are tracked. */
  @Override
  public Optional<Numbers> read() throws IOException {
    long count = ValueFile.number(netfilter.resolve("nf_conntrack_count"));
    if (count == ABSENT) {
      return Optional.empty();
    }
    Map<String, Long> values = new HashMap<>();
    values.put("count", count);
    values.put("max", ValueFile.number(netfilter.resolve("nf_conntrack_max")));
    if (Files.isReadable(stat)) {
      addCounters(values);
    }
    return Optional.of(new Numbers("", values));
  }

  private void addCounters(Map<String, Long> values) throws IOException {
    List<String> lines = Files.readAllLines(stat);
    List<String> columns = words(lines.isEmpty() ? "" : lines.get(0));
    for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      List<String> words = words(line);
      for (int i = 0; i < Math.min(columns.size(), words.size()); i++) {
        String name = COLUMNS.get(columns.get(i));
        if (name != null) {
          values.merge(name, hexadecimal(words.get(i)), Long::sum);
        }
      }
    }
  }

  private static List<String> words(String line) {
    return Arrays.asList(line.strip().split(" +", -1));
  }

  private long hexadecimal(String word) throws IOException {
    try {
      return Long.parseLong(word, HEXADECIMAL);
    } catch (NumberFormatException e) {
      throw new IOException(stat + ": a word where a number was expected.", e);
    }
  }
}
