package io.groundwatch.runtime;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second agent out of a folder: a locked file with the owner's process id in it. The kernel
 * gives the lock back when the process ends, however it ends; the file stays.
 *
 * <p>Owned by one thread. The lock belongs to the process (fcntl(2)), and closing any channel on
 * the file would give it back, so a process opens a folder once.
 */
public final class DirectoryLock implements Closeable {
  private static final int MAX_OWNER_BYTES = 32;

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Locks {@code file}, which is made if it is missing.
   *
   * @throws DirectoryLockedException where it is locked already
   */
  public static DirectoryLock take(Path file) throws IOException {
    FileChannel channel =
        StateFiles.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (tryLock(channel) == null) {
        throw new DirectoryLockedException(
            file
                + " is locked by process "
                + owner(channel)
                + ": another Groundwatch works in this folder. Stop it, or give this one a"
                + " \"state_directory\" of its own.");
      }
      writeOwner(channel);
      return new DirectoryLock(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** The process that took the lock of {@code file} last, whether it still has it or not. */
  public static OptionalLong ownerOf(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return OptionalLong.of(Long.parseLong(owner(channel)));
    } catch (NoSuchFileException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** Gives the lock back. */
  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static String owner(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(MAX_OWNER_BYTES);
    ChannelBytes.read(channel, bytes, 0);
    String owner = StandardCharsets.US_ASCII.decode(bytes.flip()).toString().strip();
    return owner.isEmpty() ? "(unknown)" : owner;
  }

  private static void writeOwner(FileChannel channel) throws IOException {
    String owner = ProcessHandle.current().pid() + "\n";
    channel.truncate(0);
    ChannelBytes.write(channel, ByteBuffer.wrap(owner.getBytes(StandardCharsets.US_ASCII)), 0);
  }
}
