package io.groundwatch.input.file;

import io.groundwatch.model.Fingerprint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a compressed file once it was gone through: how much it stands for, how that
 * begins, and the bytes before some offsets and before its end. As {@link Bytes} it holds no more
 * than these. Immutable.
 */
final class GzOutline implements Bytes {
  /** What the bytes at an offset are, where these are not held. */
  static final int NOT_HELD = -2;

  /** How far it was gone through. */
  enum Extent {
    /** Not beyond its beginning: nobody was interested. */
    BEGINNING,
    /** To its end, which is as it has to be. */
    WHOLE,
    /** As far as it can be read: it is still being written, or was cut, or is damaged. */
    BROKEN
  }

  private final FileStat stat;
  private final long seenNanos;
  private final long tookNanos;
  private final Extent extent;
  private final long size;
  private final byte[] head;
  private final NavigableMap<Long, byte[]> markers;
  private final @Nullable String damage;
  private final long unreadable;

  /**
   * An outline.
   *
   * @param stat of the file
   * @param seenNanos when it was gone through, on the monotonic clock
   * @param tookNanos how long that took
   * @param size how many bytes it stands for, as far as it was gone through
   * @param head the first of these
   * @param markers those before some offsets
   * @param damage what is wrong with it; null where nothing is known to be
   * @param unreadable how many of the file's own bytes are of no use
   */
  GzOutline(
      FileStat stat,
      long seenNanos,
      long tookNanos,
      Extent extent,
      long size,
      byte[] head,
      NavigableMap<Long, byte[]> markers,
      @Nullable String damage,
      long unreadable) {
    this.stat = stat;
    this.seenNanos = seenNanos;
    this.tookNanos = tookNanos;
    this.extent = extent;
    this.size = size;
    this.head = head;
    this.markers = markers;
    this.damage = damage;
    this.unreadable = unreadable;
  }

  FileStat stat() {
    return stat;
  }

  long seenNanos() {
    return seenNanos;
  }

  long tookNanos() {
    return tookNanos;
  }

  Extent extent() {
    return extent;
  }

  @Nullable String damage() {
    return damage;
  }

  long unreadable() {
    return unreadable;
  }

  /** Whether it is that of the file as it is now. */
  boolean isOf(FileStat now) {
    return stat.identity().equals(now.identity())
        && stat.size() == now.size()
        && stat.modifiedNanos() == now.modifiedNanos();
  }

  /** The same for the file as it is called now. */
  GzOutline of(FileStat now) {
    return new GzOutline(
        now, seenNanos, tookNanos, extent, size, head, markers, damage, unreadable);
  }

  /** Whether it tells what is wanted. */
  boolean tells(GzWanted wanted) {
    if (!wanted.isInterestedIn(head)) {
      return true;
    }
    NavigableSet<Long> held = wanted.offsets().headSet(size, true);
    return extent != Extent.BEGINNING
        && markers.keySet().containsAll(held.tailSet((long) head.length, false));
  }

  /** Whether what it stands for begins so. */
  boolean beginsWith(Fingerprint beginning) {
    return beginning.length() > 0
        && beginning.length() <= head.length
        && Fingerprint.of(head, 0, beginning.length()).equals(beginning);
  }

  /** Where it ends. */
  Place end() throws IOException {
    return Place.at(this, size);
  }

  /** Whether another stands for the same bytes, as far as both tell. */
  boolean isLike(GzOutline other) throws IOException {
    return size == other.size && Arrays.equals(head, other.head) && end().equals(other.end());
  }

  /** The offsets of the bytes that are held. */
  NavigableSet<Long> places() {
    return markers.navigableKeySet();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int read(ByteBuffer to, long offset) {
    if (offset < head.length) {
      return copy(head, (int) offset, to);
    }
    Map.Entry<Long, byte[]> marker = markers.higherEntry(offset);
    if (marker == null) {
      return NOT_HELD;
    }
    long from = marker.getKey() - marker.getValue().length;
    return offset < from ? NOT_HELD : copy(marker.getValue(), (int) (offset - from), to);
  }

  private static int copy(byte[] bytes, int from, ByteBuffer to) {
    int length = Math.min(to.remaining(), bytes.length - from);
    to.put(bytes, from, length);
    return length;
  }
}
