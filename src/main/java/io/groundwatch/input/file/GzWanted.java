package io.groundwatch.input.file;

import io.groundwatch.input.file.Remembered.Generation;
import io.groundwatch.model.Fingerprint;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What has to be known of a compressed file to tell whose generation it is. Built up by the file
 * input's thread, and not changed once it is asked for.
 */
final class GzWanted {
  private final Set<Fingerprint> heads = new HashSet<>();
  private final NavigableSet<Long> offsets = new TreeSet<>();
  private boolean any;

  /** A generation that begins with {@code head}, and some of whose places are known. */
  void generation(Fingerprint head, List<Place> places) {
    heads.add(head);
    places.forEach(place -> offsets.add(place.offset()));
  }

  /** What a lane remembers. */
  void generation(Generation generation) {
    heads.add(generation.last().head());
    offsets.add(generation.last().to());
    offsets.add(generation.coverage().skip(0));
  }

  /** The same, and what lies before these offsets. */
  GzWanted with(Set<Long> more) {
    GzWanted both = new GzWanted();
    both.heads.addAll(heads);
    both.any = any;
    both.offsets.addAll(offsets);
    both.offsets.addAll(more);
    return both;
  }

  /** Every file is of interest, however it begins. */
  void any() {
    any = true;
  }

  /** Whether a file that begins so is of interest. */
  boolean isInterestedIn(byte[] head) {
    if (any) {
      return true;
    }
    for (Fingerprint wanted : heads) {
      // A copy may have been made before the original had grown to what is known of it.
      if (wanted.length() > head.length
          || Fingerprint.of(head, 0, wanted.length()).equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  /** Where the bytes before an offset are to be kept. */
  NavigableSet<Long> offsets() {
    return offsets;
  }
}
