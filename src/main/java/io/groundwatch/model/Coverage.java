package io.groundwatch.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which bytes of one file generation are taken care of: everything in {@code ranges}, which are
 * sorted, apart from one another, and normally one. More than one means that a batch between them
 * was damaged; the gap is what has to be read again.
 *
 * @param last the position that reached furthest: it says how to recognise the file
 * @param ranges what is covered, lowest first, never empty
 */
public record Coverage(Position last, List<Range> ranges) {
  /** At most this many ranges are kept; past it, the highest are forgotten and read again. */
  public static final int MAX_RANGES = 64;

  /** Bytes {@code [from, to)} of a file. */
  public record Range(long from, long to) {}

  /** Keeps its own copy. */
  public Coverage {
    ranges = List.copyOf(ranges);
  }

  /** What one position covers. */
  public static Coverage of(Position position) {
    return new Coverage(position, List.of(new Range(position.from(), position.to())));
  }

  /** This and what {@code position} covers, with ranges that touch joined. */
  public Coverage plus(Position position) {
    List<Range> sorted = new ArrayList<>(ranges);
    sorted.add(new Range(position.from(), position.to()));
    sorted.sort(Comparator.comparingLong(Range::from));
    List<Range> joined = new ArrayList<>();
    for (Range range : sorted) {
      int top = joined.size() - 1;
      if (top >= 0 && range.from() <= joined.get(top).to()) {
        Range below = joined.get(top);
        joined.set(top, new Range(below.from(), Math.max(below.to(), range.to())));
      } else {
        joined.add(range);
      }
    }
    Position furthest = position.to() >= last.to() ? position : last;
    return new Coverage(furthest, joined.subList(0, Math.min(joined.size(), MAX_RANGES)));
  }

  /** Where the first gap starts: the end of the first range. */
  public long end() {
    return ranges.get(0).to();
  }

  /**
   * Where {@code offset} leads: to the end of the range that holds or starts at it, else to itself.
   */
  public long skip(long offset) {
    for (Range range : ranges) {
      if (range.from() <= offset && offset < range.to()) {
        return range.to();
      }
    }
    return offset;
  }

  /** The start of the first range above {@code offset}: how far a gap can be read. */
  public Optional<Long> nextFrom(long offset) {
    return ranges.stream().map(Range::from).filter(from -> from > offset).findFirst();
  }
}
