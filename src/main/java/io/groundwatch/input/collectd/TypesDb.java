package io.groundwatch.input.collectd;

import io.groundwatch.runtime.FileFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The names of the values of types: {@code if_octets rx:DERIVE:0:U, tx:DERIVE:0:U}, one type a
 * line, as types.db(5) has it. Packets say what kind each value is, and not what it is called. A
 * later file's word counts. Immutable.
 */
final class TypesDb {
  /** Where collectd has it. */
  static final List<Path> USUAL_PLACES = List.of(Path.of("/usr/share/collectd/types.db"));

  private static final long MAX_BYTES = 4 << 20;
  private static final String ONE = "value";

  /**
   * The types of several values that collectd's own plugins send, for hosts where there is no
   * types.db: all others have one, and call it {@code value}.
   */
  private static final Map<String, List<String>> BUILT_IN = builtIn();

  private final Map<String, List<String>> names;

  private TypesDb(Map<String, List<String>> names) {
    this.names = names;
  }

  /**
   * Reads files.
   *
   * @param trouble is told of each that cannot be read
   */
  static TypesDb read(List<Path> files, Consumer<String> trouble) {
    Map<String, List<String>> names = new HashMap<>(BUILT_IN);
    for (Path file : files) {
      try {
        if (Files.size(file) > MAX_BYTES) {
          throw new IOException(file + ": larger than a types.db is (4 MiB)");
        }
        for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
          readLine(line.strip(), names);
        }
      } catch (IOException e) {
        trouble.accept(FileFailure.text(e));
      }
    }
    return new TypesDb(names);
  }

  private static void readLine(String line, Map<String, List<String>> names) {
    String[] words = line.split("[\\s,]+", -1);
    if (words.length < 2 || line.startsWith("#")) {
      return;
    }
    List<String> sources = new ArrayList<>();
    for (int i = 1; i < words.length; i++) {
      int colon = words[i].indexOf(':');
      if (colon > 0) {
        sources.add(words[i].substring(0, colon));
      }
    }
    names.put(words[0], List.copyOf(sources));
  }

  /** The names of a type's values; null where it is known to have another number of them. */
  @Nullable List<String> of(String type, int count) {
    List<String> known = names.get(type);
    if (known == null) {
      return count == 1 ? List.of(ONE) : null;
    }
    return known.size() == count ? known : null;
  }

  private static Map<String, List<String>> builtIn() {
    Map<String, List<String>> types = new HashMap<>();
    for (String type :
        List.of("if_octets", "if_packets", "if_errors", "if_dropped", "io_octets", "io_packets")) {
      types.put(type, List.of("rx", "tx"));
    }
    for (String type :
        List.of("disk_octets", "disk_ops", "disk_time", "disk_merged", "ps_disk_octets")) {
      types.put(type, List.of("read", "write"));
    }
    types.put("ps_disk_ops", List.of("read", "write"));
    types.put("disk_io_time", List.of("io_time", "weighted_io_time"));
    types.put("disk_latency", List.of("read", "write"));
    types.put("load", List.of("shortterm", "midterm", "longterm"));
    types.put("df", List.of("used", "free"));
    types.put("ps_count", List.of("processes", "threads"));
    types.put("ps_cputime", List.of("user", "syst"));
    types.put("ps_pagefaults", List.of("minflt", "majflt"));
    types.put("dns_octets", List.of("queries", "responses"));
    types.put("memcached_octets", List.of("rx", "tx"));
    types.put("mysql_octets", List.of("rx", "tx"));
    types.put("serial_octets", List.of("rx", "tx"));
    types.put("compression", List.of("uncompressed", "compressed"));
    return Map.copyOf(types);
  }
}
