package io.groundwatch.input.file;

import io.groundwatch.input.file.GzOutline.Extent;
import io.groundwatch.input.file.GzReader.End;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Iterator;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a compressed file, step by step, to its end, or only to what shows that it is of no
 * interest. Owned by the file input's thread.
 */
final class GzScan implements Closeable {
  /**
   * Nothing beyond is read: a file that stands for more is either no log's, or made to keep us
   * busy.
   */
  static final long MAX_BYTES = 64L << 30;

  private static final int STEP_BYTES = 32 << 10;

  private final FileStat stat;
  private final GzWanted wanted;
  private final FileChannel file;
  private final GzReader reader;

  /** What was read last, behind as many bytes as a marker takes. */
  private final byte[] buffer = new byte[ReadBuffer.MARKER_BYTES + STEP_BYTES];

  private final TreeMap<Long, byte[]> markers = new TreeMap<>();
  private final Iterator<Long> offsets;
  private @Nullable Long nextOffset;
  private byte[] head = new byte[0];
  private long size;
  private boolean over;

  private GzScan(FileStat stat, GzWanted wanted, FileChannel file) {
    this.stat = stat;
    this.wanted = wanted;
    this.file = file;
    this.reader = new GzReader(Bytes.of(file));
    this.offsets = wanted.offsets().iterator();
    this.nextOffset = offsets.hasNext() ? offsets.next() : null;
  }

  /** Opens the file that {@code stat} tells of. */
  static GzScan open(FileStat stat, GzWanted wanted) throws IOException {
    FileChannel file = FileChannel.open(stat.path(), StandardOpenOption.READ);
    // There is no fstat in Java: asked again, now that the handle is held.
    if (FileStat.of(stat.path()).filter(now -> now.identity().equals(stat.identity())).isEmpty()) {
      file.close();
      throw new NoSuchFileException(stat.path().toString());
    }
    return new GzScan(stat, wanted, file);
  }

  FileStat stat() {
    return stat;
  }

  /** Goes on for about {@code most} bytes. Returns whether all is known that is to be. */
  boolean work(long most) throws IOException {
    long until = size + most;
    while (!over && size < until) {
      int read = reader.read(buffer, ReadBuffer.MARKER_BYTES, STEP_BYTES);
      if (read > 0) {
        take(read);
      }
      over |= reader.end() != End.NONE || isOfNoInterest() || size >= MAX_BYTES;
    }
    return over;
  }

  /** What is known now, after {@code tookNanos} of work. */
  GzOutline outline(long nowNanos, long tookNanos) throws IOException {
    End end = reader.end();
    boolean tooLong = size >= MAX_BYTES;
    Extent extent = end == End.NONE && !tooLong ? Extent.BEGINNING : Extent.BROKEN;
    if (end == End.FOOTER && reader.damage() == null) {
      extent = Extent.WHOLE;
    }
    // After each step, what was read ends where the next step's bytes come.
    keep(size, ReadBuffer.MARKER_BYTES);
    return new GzOutline(
        stat,
        nowNanos,
        tookNanos,
        extent,
        size,
        head,
        markers,
        tooLong ? "it stands for too much" : end == End.CUT ? "it ends too early" : reader.damage(),
        end == End.DAMAGE ? Math.max(0, file.size() - reader.at()) : 0);
  }

  @Override
  public void close() throws IOException {
    reader.close();
    file.close();
  }

  private void take(int read) {
    int start = ReadBuffer.MARKER_BYTES;
    if (head.length < ReadBuffer.HEAD_BYTES) {
      int more = Math.min(read, ReadBuffer.HEAD_BYTES - head.length);
      byte[] longer = Arrays.copyOf(head, head.length + more);
      System.arraycopy(buffer, start, longer, head.length, more);
      head = longer;
    }
    while (nextOffset != null && nextOffset <= size + read) {
      keep(nextOffset, start + (int) (nextOffset - size));
      nextOffset = offsets.hasNext() ? offsets.next() : null;
    }
    size += read;
    System.arraycopy(buffer, read, buffer, 0, start);
  }

  /** Keeps the marker of {@code offset}, whose byte would be at {@code at} of the buffer. */
  private void keep(long offset, int at) {
    int length = (int) Math.min(ReadBuffer.MARKER_BYTES, offset);
    if (length > 0) {
      markers.put(offset, Arrays.copyOfRange(buffer, at - length, at));
    }
  }

  private boolean isOfNoInterest() {
    return head.length == ReadBuffer.HEAD_BYTES && !wanted.isInterestedIn(head);
  }
}
