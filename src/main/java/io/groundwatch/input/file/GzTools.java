package io.groundwatch.input.file;

import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What all searches for compressed generations share. Owned by the file input's thread.
 *
 * @param list the files that are tailed
 * @param starts what lanes remember
 * @param files the compressed files that there are
 * @param outlines what is known of them
 * @param traces of what was read lately
 * @param damage says what is wrong with compressed files
 * @param reading the compressed files that are being read
 * @param turns lets one after the other be decompressed
 * @param tail what all tails share
 * @param trouble says what cannot be read
 */
record GzTools(
    WatchList list,
    LaneStarts starts,
    CompressedFiles files,
    GzOutlines outlines,
    Traces traces,
    GzDamage damage,
    Set<WatchedFile> reading,
    Inflating turns,
    TailTools tail,
    ReadTrouble trouble) {
  static GzTools of(
      WatchList list,
      LaneStarts starts,
      Traces traces,
      Set<WatchedFile> reading,
      TailTools tools,
      ReadTrouble trouble) {
    return new GzTools(
        list,
        starts,
        new CompressedFiles(tools.time(), trouble),
        new GzOutlines(tools.time(), trouble),
        traces,
        new GzDamage(tools.metrics()),
        reading,
        new Inflating(),
        tools,
        trouble);
  }

  /** Opens a compressed file to be tailed; null where it has another name by now. */
  @Nullable WatchedFile open(GzOutline outline, EntryPatterns entry) throws IOException {
    if (!list.hasRoom()) {
      throw new IOException("Too many files are tailed.");
    }
    FileStat stat = outline.stat();
    Inflation inflation = new Inflation(outline, turns, tail.buffer().capacity());
    return WatchedFile.open(new Found(stat.path(), stat, entry), inflation, tail);
  }

  /** Tails one that was opened. */
  void add(WatchedFile file, GzOutline outline) {
    list.add(file);
    list.vanish(file);
    reading.add(file);
    damage.report(outline);
  }
}
