package io.groundwatch.input.host;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Linux: tells the interfaces that are published where none is named, which are those that are up
 * and not the loopback, by the flags in {@code /sys/class/net/<interface>/flags} (bits as in if.h).
 * One whose flags cannot be read counts as up.
 */
final class LinkFlags implements Predicate<String>, Closeable {
  private static final int UP = 0x1;
  private static final int LOOPBACK = 0x8;

  /** Of so many interfaces the files stay open, of those that were asked about last. */
  private static final int MAX_OPEN = 64;

  private static final int SMALL_BYTES = 32;

  private final Path net;
  private final Map<String, ProcFile> open = new LinkedHashMap<>(MAX_OPEN, 1, true);

  /** Reads below {@code roots}. */
  LinkFlags(HostRoots roots) {
    net = roots.sys("class/net");
  }

  @Override
  public boolean test(String name) {
    long flags = flags(name);
    return (flags & UP) != 0 && (flags & LOOPBACK) == 0;
  }

  /** Whether it is the loopback. */
  boolean loopback(String name) {
    return (flags(name) & LOOPBACK) != 0;
  }

  /** Whether it is an interface: beside them there are files, such as bonding's list. */
  boolean hasFlags(String name) {
    return Files.exists(path(name));
  }

  @Override
  public void close() throws IOException {
    for (ProcFile file : open.values()) {
      file.close();
    }
  }

  private long flags(String name) {
    int unknown = name.equals("lo") ? UP | LOOPBACK : UP;
    try {
      ProcFile file = file(name);
      file.load();
      return file.nextLine() && file.starts("0x") ? file.hex() : unknown;
    } catch (IOException e) {
      return unknown;
    }
  }

  private ProcFile file(String name) throws IOException {
    ProcFile known = open.get(name);
    if (known != null) {
      return known;
    }
    if (open.size() == MAX_OPEN) {
      Iterator<ProcFile> longestUnasked = open.values().iterator();
      longestUnasked.next().close();
      longestUnasked.remove();
    }
    ProcFile file = new ProcFile(path(name), SMALL_BYTES);
    open.put(name, file);
    return file;
  }

  private Path path(String name) {
    return net.resolve(name).resolve("flags");
  }
}
