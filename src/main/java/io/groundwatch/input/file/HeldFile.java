package io.groundwatch.input.file;

import io.groundwatch.model.FileKey;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A deleted file of which an open handle is left, as one file input gives it to the next.
 *
 * @param channel the handle; whoever has this closes it
 * @param stat what was last said of it, by its last path
 * @param key device and inode
 * @param filedAs the path of the log that it was
 * @param tag of the entry that reads it
 * @param lanes the names of those that have not read it to its end
 */
record HeldFile(
    FileChannel channel, FileStat stat, FileKey key, Path filedAs, int tag, Set<String> lanes)
    implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(FileInput.class);

  /** Keeps its own copy. */
  HeldFile {
    lanes = Set.copyOf(lanes);
  }

  /** Lets go of it. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      log.warn("Closing {} failed.", stat.path(), e);
    }
  }
}
