package io.groundwatch.input.host;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Linux: the counters of the network protocols. {@code /proc/net/snmp} and {@code netstat} have two
 * lines a protocol, {@code Tcp: RetransSegs …} and {@code Tcp: 61 …}; {@code snmp6} has a line a
 * counter, {@code Udp6InErrors 0}. A counter is named as in {@code TcpRetransSegs}, which is also
 * nstat(8)'s way.
 */
final class ProcSnmp implements Source<Numbers> {
  private final HostRoots roots;

  /** Reads below {@code roots}. */
  ProcSnmp(HostRoots roots) {
    this.roots = roots;
  }

  @Override
  public Numbers read() throws IOException {
    Map<String, Long> values = new HashMap<>();
    readPairs("snmp", values);
    readPairs("netstat", values);
    if (Files.isReadable(roots.net("snmp6"))) {
      readSingles("snmp6", values);
    }
    return new Numbers("", values);
  }

  private void readPairs(String file, Map<String, Long> values) throws IOException {
    List<String> lines = Files.readAllLines(roots.net(file));
    for (int i = 0; i + 1 < lines.size(); i += 2) {
      String[] names = lines.get(i).split(" ", -1);
      String[] numbers = lines.get(i + 1).split(" ", -1);
      if (names.length != numbers.length || !names[0].equals(numbers[0])) {
        throw new IOException(roots.net(file) + ": names and numbers that do not fit.");
      }
      String protocol = names[0].replace(":", "");
      for (int k = 1; k < names.length; k++) {
        values.put(protocol + names[k], ValueFile.number(numbers[k]));
      }
    }
  }

  private void readSingles(String file, Map<String, Long> values) throws IOException {
    for (String line : Files.readAllLines(roots.net(file))) {
      String[] words = line.split("\\s+", -1);
      if (words.length > 1) {
        values.put(words[0], ValueFile.number(words[1]));
      }
    }
  }
}
