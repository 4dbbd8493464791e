package io.groundwatch.app;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of text under headings, in columns as wide as they need to be. Owned by one thread.
 *
 * <p>A heading that starts with {@code >} has its column set to the right, as numbers are.
 */
final class TextTable {
  private static final String GAP = "  ";

  private final List<String> headings;
  private final List<Boolean> right;
  private final List<List<String>> rows = new ArrayList<>();

  TextTable(String... headings) {
    List<String> texts = new ArrayList<>();
    List<Boolean> sides = new ArrayList<>();
    for (String heading : headings) {
      boolean toTheRight = heading.startsWith(">");
      texts.add(toTheRight ? heading.substring(1) : heading);
      sides.add(toTheRight);
    }
    this.headings = List.copyOf(texts);
    this.right = List.copyOf(sides);
  }

  /** Adds a row of as many cells as there are headings. */
  void row(String... cells) {
    if (cells.length != headings.size()) {
      throw new IllegalArgumentException(
          "cells: " + cells.length + " (expected: " + headings.size() + ")");
    }
    rows.add(List.of(cells));
  }

  /** The table, the headings first. */
  List<String> lines() {
    List<Integer> widths = new ArrayList<>();
    for (int i = 0; i < headings.size(); i++) {
      int column = i;
      int width = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
      widths.add(Math.max(width, headings.get(i).length()));
    }
    List<String> lines = new ArrayList<>();
    lines.add(line(headings, widths));
    rows.forEach(row -> lines.add(line(row, widths)));
    return lines;
  }

  private String line(List<String> cells, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String fill = " ".repeat(widths.get(i) - cells.get(i).length());
      line.append(i == 0 ? "" : GAP);
      line.append(right.get(i) ? fill + cells.get(i) : cells.get(i) + fill);
    }
    return line.toString().stripTrailing();
  }
}
