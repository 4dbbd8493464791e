package io.groundwatch.input.host;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Linux: how full the wanted mounts are. OSHI leaves out file system types and paths that the
 * CloudWatch Agent publishes, and without native code it knows no inodes.
 *
 * <p>A local file system is asked by statvfs(3) through the JDK. One behind a network or a user's
 * daemon may never answer, and is asked by a process of its own; so are inodes, of all local ones
 * together, if they are wanted at all.
 */
final class LinuxVolumes implements Source<List<Volume>> {
  private static final Set<String> REMOTE_TYPES =
      Set.of(
          "9p",
          "afs",
          "beegfs",
          "ceph",
          "cifs",
          "davfs",
          "gfs2",
          "glusterfs",
          "gpfs",
          "lustre",
          "ncpfs",
          "nfs",
          "nfs4",
          "ocfs2",
          "smb3",
          "smbfs");
  private static final String FUSE = "fuse";
  private static final String FUSE_ON_A_DISK = "fuseblk";

  private final Source<List<Mount>> mounts;
  private final Predicate<Mount> wanted;
  private final HostRoots roots;
  private final StatCommand stat;
  private final boolean inodes;

  /** Asks about the {@code mounts} that are {@code wanted}; about inodes only if {@code inodes}. */
  LinuxVolumes(
      Source<List<Mount>> mounts,
      Predicate<Mount> wanted,
      HostRoots roots,
      StatCommand stat,
      boolean inodes) {
    this.mounts = mounts;
    this.wanted = wanted;
    this.roots = roots;
    this.stat = stat;
    this.inodes = inodes;
  }

  @Override
  public List<Volume> read() throws IOException {
    List<Volume> volumes = new ArrayList<>();
    for (Mount mount : mounts.read()) {
      if (wanted.test(mount)) {
        volumes.addAll(mayHang(mount) ? stat.ask(List.of(mount)).values() : sizes(mount));
      }
    }
    return inodes ? withInodes(volumes) : volumes;
  }

  @Override
  public void close() throws IOException {
    mounts.close();
  }

  private static boolean mayHang(Mount mount) {
    String type = mount.type();
    return REMOTE_TYPES.contains(type) || (type.startsWith(FUSE) && !type.equals(FUSE_ON_A_DISK));
  }

  private List<Volume> sizes(Mount mount) {
    File path = roots.inside(mount.path()).toFile();
    long total = path.getTotalSpace();
    return total == 0
        ? List.of()
        : List.of(
            new Volume(mount, total, path.getFreeSpace(), path.getUsableSpace(), ABSENT, ABSENT));
  }

  private List<Volume> withInodes(List<Volume> volumes) {
    List<Mount> unknown = new ArrayList<>();
    for (Volume volume : volumes) {
      if (volume.inodesTotal() == ABSENT) {
        unknown.add(volume.mount());
      }
    }
    Map<String, Volume> answers = stat.ask(unknown);
    List<Volume> all = new ArrayList<>();
    for (Volume volume : volumes) {
      all.add(answers.getOrDefault(volume.mount().path(), volume));
    }
    return all;
  }
}
