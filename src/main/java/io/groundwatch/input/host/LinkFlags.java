package io.groundwatch.input.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * Linux: tells the interfaces that are published where none is named, which are those that are up
 * and not the loopback, by the flags in {@code /sys/class/net/<interface>/flags} (bits as in if.h).
 * One whose flags cannot be read counts as up.
 */
final class LinkFlags implements Predicate<String> {
  private static final int UP = 0x1;
  private static final int LOOPBACK = 0x8;
  private static final int HEX = 16;

  private final Path net;

  /** Reads below {@code roots}. */
  LinkFlags(HostRoots roots) {
    net = roots.sys("class/net");
  }

  @Override
  public boolean test(String name) {
    int flags = flags(name);
    return (flags & UP) != 0 && (flags & LOOPBACK) == 0;
  }

  /** Whether it is the loopback. */
  boolean loopback(String name) {
    return (flags(name) & LOOPBACK) != 0;
  }

  /** Whether it is an interface: beside them there are files, such as bonding's list. */
  boolean hasFlags(String name) {
    return Files.exists(net.resolve(name).resolve("flags"));
  }

  private int flags(String name) {
    int unknown = name.equals("lo") ? UP | LOOPBACK : UP;
    try {
      String text =
          Files.readString(net.resolve(name).resolve("flags"), StandardCharsets.US_ASCII).strip();
      return text.startsWith("0x") ? Integer.parseUnsignedInt(text.substring(2), HEX) : unknown;
    } catch (IOException | IllegalArgumentException e) {
      return unknown;
    }
  }
}
