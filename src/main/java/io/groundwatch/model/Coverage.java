package io.groundwatch.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which bytes of one file generation are taken care of: everything in {@code parts}, which are
 * sorted, apart from one another, and normally one. More than one means that a batch between them
 * was damaged; the gap is what has to be read again.
 *
 * @param last the position that reached furthest: it says how to recognise the file. Where a part
 *     ends there, it is that part
 * @param parts what is covered, lowest first, never empty. Each says of its end what the position
 *     said that ended there, so that a gap can be read again from the end of the part below it
 */
public record Coverage(Position last, List<Position> parts) {
  /** At most this many parts are kept; past it, the highest are forgotten and read again. */
  public static final int MAX_RANGES = 64;

  /** Bytes {@code [from, to)} of a file. */
  public record Range(long from, long to) {}

  /** Keeps its own copy. */
  public Coverage {
    parts = List.copyOf(parts);
  }

  /** What one position covers. */
  public static Coverage of(Position position) {
    return of(position, List.of(part(position, position.from(), position.to())));
  }

  /** This and what {@code position} covers, with parts that touch joined. */
  public Coverage plus(Position position) {
    List<Position> joined = new ArrayList<>();
    List<Position> above = new ArrayList<>();
    Position added = part(position, position.from(), position.to());
    for (Position part : parts) {
      if (part.to() < added.from()) {
        joined.add(part);
      } else if (part.from() > added.to()) {
        above.add(part);
      } else {
        added = joined(part, added);
      }
    }
    joined.add(added);
    joined.addAll(above);
    Position furthest = position.to() >= last.to() ? position : last;
    return of(furthest, joined.subList(0, Math.min(joined.size(), MAX_RANGES)));
  }

  /** The highest part says all that the furthest position does, if they end at one place. */
  private static Coverage of(Position furthest, List<Position> parts) {
    Position highest = parts.get(parts.size() - 1);
    boolean same = !furthest.finished() && furthest.to() == highest.to();
    return new Coverage(same ? highest : furthest, parts);
  }

  /** Positions that together cover this, the furthest last. */
  public List<Position> positions() {
    List<Position> positions = new ArrayList<>(parts);
    if (!last.equals(parts.get(parts.size() - 1))) {
      positions.add(last);
    }
    return positions;
  }

  /** What is covered, lowest first. */
  public List<Range> ranges() {
    return parts.stream().map(part -> new Range(part.from(), part.to())).toList();
  }

  /** What {@code known} and {@code positions} cover together, by source. */
  public static Map<SourceId, Coverage> sum(
      Map<SourceId, Coverage> known, Iterable<Position> positions) {
    Map<SourceId, Coverage> all = new HashMap<>(known);
    for (Position position : positions) {
      Coverage before = all.get(position.source());
      all.put(position.source(), before == null ? of(position) : before.plus(position));
    }
    return Map.copyOf(all);
  }

  /** Where the first gap starts: the end of the first part. */
  public long end() {
    return parts.get(0).to();
  }

  /**
   * Where {@code offset} leads: to the end of the part that holds or starts at it, else to itself.
   */
  public long skip(long offset) {
    for (Position part : parts) {
      if (part.from() <= offset && offset < part.to()) {
        return part.to();
      }
    }
    return offset;
  }

  /** The start of the first part above {@code offset}: how far a gap can be read. */
  public Optional<Long> nextFrom(long offset) {
    return parts.stream().map(Position::from).filter(from -> from > offset).findFirst();
  }

  private static Position joined(Position known, Position added) {
    Position upper = added.to() >= known.to() ? added : known;
    return part(upper, Math.min(known.from(), added.from()), upper.to());
  }

  private static Position part(Position like, long from, long to) {
    return new Position(
        like.source(), like.file(), like.head(), like.marker(), like.path(), from, to, false);
  }
}
