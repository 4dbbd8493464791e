package io.groundwatch.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The resident memory of processes over time, from proc(5). Owned by one thread. */
final class MemoryCurve {
  private static final String RESIDENT = "VmRSS:";
  private static final int PARTS = 4;

  private final List<Long> kibibytes = new ArrayList<>();

  /** Adds what the process has now, if it is still there. */
  void sample(long pid) throws IOException {
    try {
      for (String line : Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status"))) {
        if (line.startsWith(RESIDENT)) {
          kibibytes.add(Long.valueOf(line.replaceAll("\\D", "")));
        }
      }
    } catch (NoSuchFileException e) {
      // Not Linux, or just ended: no sample.
      kibibytes.addAll(List.of());
    }
  }

  /** The median of each quarter and the highest, in MB; empty without samples. */
  String report() {
    if (kibibytes.size() < PARTS) {
      return "";
    }
    StringBuilder report = new StringBuilder("; resident MB by quarter:");
    for (int part = 0; part < PARTS; part++) {
      List<Long> quarter =
          kibibytes
              .subList(kibibytes.size() * part / PARTS, kibibytes.size() * (part + 1) / PARTS)
              .stream()
              .sorted()
              .toList();
      report.append(' ').append(quarter.get(quarter.size() / 2) / 1024);
    }
    long most = kibibytes.stream().mapToLong(Long::longValue).max().orElse(0);
    return report.append(", most ").append(most / 1024).toString();
  }
}
