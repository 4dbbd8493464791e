package io.groundwatch.checkpoint;

import io.groundwatch.runtime.ChannelBytes;
import io.groundwatch.runtime.StateFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A settle log that is written to. Owned by the lane's thread.
 *
 * <p>An entry is one write and one fdatasync. What a failed write left behind is cut off before the
 * next, so it never lies between entries.
 */
final class SettleLogFile implements Closeable {
  private final FileChannel channel;
  private final DiskStep disk;
  private long end;
  private boolean torn;

  private SettleLogFile(FileChannel channel, DiskStep disk, long end, boolean torn) {
    this.channel = channel;
    this.disk = disk;
    this.end = end;
    this.torn = torn;
  }

  /** Opens a log to go on after {@code end}; {@code torn} where something lies behind that. */
  static SettleLogFile open(Path file, DiskStep disk, long end, boolean torn) throws IOException {
    return new SettleLogFile(FileChannel.open(file, StandardOpenOption.WRITE), disk, end, torn);
  }

  /** Writes a log that holds {@code state} alone under a name that nobody reads yet. */
  static SettleLogFile create(Path temporary, DiskStep disk, SettledState state)
      throws IOException {
    disk.before("create");
    Files.deleteIfExists(temporary);
    FileChannel channel =
        StateFiles.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    SettleLogFile created = new SettleLogFile(channel, disk, SettleLogFormat.HEADER_BYTES, false);
    try {
      disk.before("write header");
      ChannelBytes.write(channel, SettleLogFormat.header(), 0);
      created.append(SettleLogFormat.entry(state.sequence(), state.snapshot()));
      return created;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Appends an entry; when it returns, the entry survives a power cut. */
  void append(ByteBuffer entry) throws IOException {
    if (torn) {
      disk.before("cut");
      channel.truncate(end);
    }
    torn = true;
    int length = entry.remaining();
    disk.before("append");
    ChannelBytes.write(channel, entry, end);
    disk.before("sync append");
    channel.force(false);
    end += length;
    torn = false;
  }

  /** Bytes of the log. */
  long bytes() {
    return end;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
