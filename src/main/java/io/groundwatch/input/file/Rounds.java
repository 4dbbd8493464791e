package io.groundwatch.input.file;

import io.groundwatch.runtime.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Decides when the file system is asked what changed. Every second: what the kernel told, and the
 * folders with a busy file, which are asked about by looking into them, since being told of each
 * write to a busy file costs more. Rarely: a sweep of everything, which finds what no notice was
 * given of. Each takes a bounded share of the thread, within limits: on a host so busy that the
 * thread waits for its turn most of the time, all of them seem to take long. Owned by the file
 * input's thread.
 */
final class Rounds {
  private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Between two sweeps where the kernel tells of changes, and where it does not. */
  private static final long TOLD_SWEEP_NANOS = TimeUnit.SECONDS.toNanos(60);

  private static final long UNTOLD_SWEEP_NANOS = TimeUnit.SECONDS.toNanos(10);

  /**
   * Looks and sweeps take at most one part in so many of the thread's time, unless that would put
   * them off for too long.
   */
  private static final int LOOK_SHARE = 50;

  private static final int SWEEP_SHARE = 200;

  /** How long something new may go unseen because looking took long. */
  private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** How often it is looked for positions of files that are gone. */
  private static final long FORGET_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final Discovery discovery;
  private final HotFiles hot;
  private final ChangeHints hints;
  private final TimeSource time;
  private long nextRoundNanos;
  private long nextSweepNanos;
  private long soonestSweepNanos;
  private long nextForgetNanos;
  private final Map<Path, Long> busyTimes = new HashMap<>();

  Rounds(Discovery discovery, HotFiles hot, ChangeHints hints, TimeSource time) {
    this.discovery = discovery;
    this.hot = hot;
    this.hints = hints;
    this.time = time;
    this.nextRoundNanos = time.nanos();
    this.nextSweepNanos = time.nanos();
    this.soonestSweepNanos = time.nanos();
    this.nextForgetNanos = time.nanos() + FORGET_NANOS;
  }

  /** Asks what is due to be asked. Returns whether anything was. */
  boolean work() {
    long begin = time.nanos();
    if (begin - nextRoundNanos < 0) {
      return false;
    }
    if (begin - nextSweepNanos >= 0) {
      sweep(begin);
    } else {
      look(begin);
    }
    Set<Path> busy = busyFolders();
    busyTimes.keySet().retainAll(busy);
    busy.forEach(folder -> busyTimes.putIfAbsent(folder, modifiedNanos(folder)));
    return true;
  }

  /**
   * Looks into the busy folders in which a name came or went since the last look: a rotation is
   * noticed at once, before the new file can be rotated away too. Costs one stat a busy folder.
   * Returns whether there was any.
   */
  boolean lookWhereNamesChanged() {
    boolean any = false;
    for (Map.Entry<Path, Long> folder : busyTimes.entrySet()) {
      long now = modifiedNanos(folder.getKey());
      if (now != folder.getValue()) {
        folder.setValue(now);
        discovery.namesChanged(folder.getKey());
        any = true;
      }
    }
    return any;
  }

  /** How long until something is due, in nanoseconds. */
  long restNanos() {
    return nextRoundNanos - time.nanos();
  }

  private void sweep(long begin) {
    discovery.sweep();
    if (begin - nextForgetNanos >= 0) {
      discovery.forgetWhatIsGone();
      nextForgetNanos = begin + FORGET_NANOS;
    }
    long end = time.nanos();
    Set<Path> busy = busyFolders();
    Set<Path> quiet = new HashSet<>(discovery.folders());
    quiet.removeAll(busy);
    ChangeHints.Watching watching = hints.watch(quiet);
    watching.added().forEach(discovery::lookInto);
    boolean told = watching.all() && busy.isEmpty();
    long share = (time.nanos() - begin) * SWEEP_SHARE;
    soonestSweepNanos = end + within(ROUND_NANOS, share, LONGEST_WAIT_NANOS);
    nextSweepNanos =
        end + (told ? TOLD_SWEEP_NANOS : within(UNTOLD_SWEEP_NANOS, share, TOLD_SWEEP_NANOS));
    nextRoundNanos = end + ROUND_NANOS;
  }

  private void look(long begin) {
    Set<Path> folders = busyFolders();
    Set<Path> quiet = new HashSet<>(discovery.folders());
    quiet.removeAll(folders);
    folders.addAll(hints.watch(quiet).added());
    ChangeHints.Changes changes = hints.poll();
    changes.files().forEach(discovery::look);
    folders.removeAll(changes.folders());
    folders.forEach(discovery::lookInto);
    boolean foldersCame = false;
    for (Path folder : changes.folders()) {
      foldersCame |= discovery.lookInto(folder);
    }
    long end = time.nanos();
    nextRoundNanos = end + within(ROUND_NANOS, (end - begin) * LOOK_SHARE, LONGEST_WAIT_NANOS);
    if (foldersCame) {
      nextSweepNanos = Math.min(nextSweepNanos, Math.max(end, soonestSweepNanos));
      nextRoundNanos = Math.min(nextRoundNanos, nextSweepNanos);
    }
  }

  private static long within(long least, long nanos, long most) {
    return Math.min(most, Math.max(least, nanos));
  }

  private static long modifiedNanos(Path folder) {
    try {
      return FileStat.of(folder).map(FileStat::modifiedNanos).orElse(0L);
    } catch (IOException e) {
      // Whether it can be asked about is said by the next look or sweep.
      return 0;
    }
  }

  private Set<Path> busyFolders() {
    Set<Path> busy = new HashSet<>(discovery.restlessFolders());
    for (WatchedFile file : hot.list()) {
      Path folder = file.path().getParent();
      if (folder != null) {
        busy.add(folder);
      }
      Path home = file.names().home();
      if (home != null) {
        busy.add(home);
      }
    }
    return busy;
  }
}
