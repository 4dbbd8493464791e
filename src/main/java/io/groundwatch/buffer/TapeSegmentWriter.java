package io.groundwatch.buffer;

import com.squareup.tape2.QueueFile;
import io.groundwatch.runtime.ChannelBytes;
import io.groundwatch.runtime.StateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Adds through Tape's QueueFile: three synced writes an element (length, data, header), of which
 * the header is the commit, so a crash in the middle leaves the state before.
 *
 * <p>Nothing is ever removed through Tape. Removing reads every header, zeroes what it removed
 * unless told not to, truncates when it empties the file only to grow it again, and lets the ring
 * wrap, which its growth then has to copy (and fails to on newer JDKs, square/tape pull request
 * 216). A file that is only added to and then deleted meets none of that, and its elements lie
 * where one can count on them.
 *
 * <p>A new file is made here, as long as it will ever be, and not by Tape: growing costs a truncate
 * and a sync at every doubling, and Tape's own new files can be found all zero after a power cut,
 * since they are renamed before they are synced (square/tape issue 137). The length is sparse.
 */
final class TapeSegmentWriter implements SegmentWriter {
  /** Ends the name of a file in the making. */
  static final String TEMPORARY = ".tmp";

  /** Tape's own smallest file. */
  private static final long MIN_BYTES = 4096;

  private final QueueFile queue;

  private TapeSegmentWriter(QueueFile queue) {
    this.queue = queue;
  }

  /** Opens or makes {@code file}. */
  static SegmentWriter open(Path file, long bytes) throws IOException {
    if (!Files.exists(file)) {
      make(file, powerOfTwo(bytes));
    }
    return new TapeSegmentWriter(new QueueFile.Builder(file.toFile()).zero(false).build());
  }

  @Override
  public void add(byte[] element) throws IOException {
    queue.add(element);
  }

  @Override
  public void close() throws IOException {
    queue.close();
  }

  private static void make(Path file, long length) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + TEMPORARY);
    try {
      try (FileChannel channel =
          StateFiles.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        ChannelBytes.write(channel, SegmentHeader.empty(length), 0);
        ChannelBytes.write(channel, ByteBuffer.allocate(1), length - 1);
        channel.force(true);
      }
      // The buffer syncs the folder once it has stored an element.
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // The next attempt has another name: on a full disk these would pile up.
      Files.deleteIfExists(temporary);
      throw e;
    }
  }

  private static long powerOfTwo(long bytes) {
    long atLeast = Math.max(bytes, MIN_BYTES);
    long highest = Long.highestOneBit(atLeast);
    return highest == atLeast ? atLeast : highest << 1;
  }
}
