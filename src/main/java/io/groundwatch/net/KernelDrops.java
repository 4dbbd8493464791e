package io.groundwatch.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How many packets the kernel threw away because a UDP socket's receive buffer was full: the last
 * column of {@code /proc/net/udp} and {@code udp6} (Linux, net/ipv4/udp.c). Elsewhere none is known
 * of.
 */
public final class KernelDrops {
  private static final int LOCAL_ADDRESS = 1;

  private final List<Path> tables;

  /**
   * Reads those of a network.
   *
   * @param proc {@code /proc} of this process's own network
   */
  public KernelDrops(Path proc) {
    this.tables = List.of(proc.resolve("net/udp"), proc.resolve("net/udp6"));
  }

  /** Of all sockets at this port since they were opened. */
  public long at(int port) {
    long drops = 0;
    for (Path table : tables) {
      drops += at(table, port);
    }
    return drops;
  }

  private static long at(Path table, int port) {
    String wanted = ":%04X".formatted(port);
    long drops = 0;
    try {
      for (String row : Files.readAllLines(table)) {
        String[] columns = row.strip().split("\\s+", -1);
        if (columns.length > LOCAL_ADDRESS && columns[LOCAL_ADDRESS].endsWith(wanted)) {
          drops += Long.parseLong(columns[columns.length - 1]);
        }
      }
    } catch (IOException | NumberFormatException e) {
      return 0; // no such table on this system
    }
    return drops;
  }
}
