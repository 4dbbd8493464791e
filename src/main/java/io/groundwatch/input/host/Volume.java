package io.groundwatch.input.host;

/**
 * A mounted file system and how full it is; sizes in bytes, inodes {@link Source#ABSENT} where they
 * are not known.
 *
 * @param total size
 * @param unused what is free for the superuser
 * @param free what is free for others
 */
record Volume(Mount mount, long total, long unused, long free, long inodesTotal, long inodesFree) {

  long used() {
    return total - unused;
  }

  /** Used of used and free, as df(1) and gopsutil: full is when others find nothing free. */
  double usedPercent() {
    long whole = used() + free;
    return whole <= 0 ? 0 : 100.0 * used() / whole;
  }

  long inodesUsed() {
    return inodesTotal == Source.ABSENT ? Source.ABSENT : inodesTotal - inodesFree;
  }
}
