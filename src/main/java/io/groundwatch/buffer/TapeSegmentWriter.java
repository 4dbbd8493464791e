package io.groundwatch.buffer;

import com.squareup.tape2.QueueFile;
import io.groundwatch.runtime.StateFiles;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Adds through Tape's QueueFile: three synced writes an element (length, data, header), of which
 * the header is the commit, so a crash in the middle leaves the state before.
 *
 * <p>Nothing is ever removed through Tape. Removing reads every header, zeroes what it removed
 * unless told not to, truncates when it empties the file only to grow it again, and lets the ring
 * wrap, which its growth then has to copy (and fails to on newer JDKs, square/tape pull request
 * 216). A file that is only added to and then deleted meets none of that, and its elements lie
 * where one can count on them. A full file of a power of two is never outgrown, since the buffer
 * starts another before.
 */
final class TapeSegmentWriter implements SegmentWriter {
  private final QueueFile queue;

  private TapeSegmentWriter(QueueFile queue) {
    this.queue = queue;
  }

  /** Opens or makes {@code file}. */
  static SegmentWriter open(Path file) throws IOException {
    QueueFile queue = new QueueFile.Builder(file.toFile()).zero(false).build();
    try {
      StateFiles.makePrivate(file);
    } catch (IOException e) {
      queue.close();
      throw e;
    }
    return new TapeSegmentWriter(queue);
  }

  @Override
  public void add(byte[] element) throws IOException {
    queue.add(element);
  }

  @Override
  public void close() throws IOException {
    queue.close();
  }
}
