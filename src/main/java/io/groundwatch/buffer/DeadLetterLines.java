package io.groundwatch.buffer;

import io.groundwatch.codec.DeadLetterCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Takes files of dead letters apart. Any thread. */
final class DeadLetterLines {
  private static final int MAX_DIGITS = 10;

  private DeadLetterLines() {}

  /** The lines of {@code bytes}, each with its line feed. */
  static List<byte[]> split(byte[] bytes) {
    List<byte[]> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        lines.add(Arrays.copyOfRange(bytes, start, i + 1));
        start = i + 1;
      }
    }
    return lines;
  }

  /** The lines of a file by their index; one that has none is kept under a number below zero. */
  static NavigableMap<Integer, byte[]> byIndex(byte[] file) {
    NavigableMap<Integer, byte[]> letters = new TreeMap<>();
    int strange = -1;
    for (byte[] line : split(file)) {
      int index = index(line);
      letters.put(index < 0 ? strange-- : index, line);
    }
    return letters;
  }

  private static int index(byte[] line) {
    int length = Math.min(line.length, DeadLetterCodec.HEAD.length() + MAX_DIGITS + 1);
    String start = new String(line, 0, length, StandardCharsets.ISO_8859_1);
    int end = start.indexOf(',');
    boolean numbered = start.startsWith(DeadLetterCodec.HEAD) && end > 0;
    String digits = numbered ? start.substring(DeadLetterCodec.HEAD.length(), end) : "";
    return digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : -1;
  }
}
