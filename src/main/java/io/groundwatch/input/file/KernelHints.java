package io.groundwatch.input.file;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import io.groundwatch.telemetry.ThrottledLog;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kernel's own notice of changes: inotify(7) on Linux, through the JDK's watch service. A
 * kernel that has no more watches to give, or none at all, is said once; sweeps do the work then.
 * Owned by the file input's thread.
 */
public final class KernelHints implements ChangeHints {
  private static final Logger log = LoggerFactory.getLogger(FileInput.class);
  private static final WatchEvent.Kind<?>[] KINDS = {ENTRY_CREATE, ENTRY_DELETE, ENTRY_MODIFY};

  private final WatchService service;
  private final ThrottledLog trouble;
  private final Map<Path, WatchKey> keys = new HashMap<>();
  private final Map<WatchKey, Path> folders = new HashMap<>();

  private KernelHints(WatchService service, ThrottledLog trouble) {
    this.service = service;
    this.trouble = trouble;
  }

  /** Asks the kernel for notice; where it gives none, that is said and there are no hints. */
  public static ChangeHints open(ThrottledLog trouble) {
    try {
      return new KernelHints(FileSystems.getDefault().newWatchService(), trouble);
    } catch (IOException e) {
      log.warn("The kernel gives no notice of changed files ({}); they are polled.", e.toString());
      return ChangeHints.none();
    }
  }

  @Override
  public Watching watch(Collection<Path> wanted) {
    Set<Path> left = new HashSet<>(keys.keySet());
    left.removeAll(wanted);
    left.forEach(this::forget);
    Set<Path> added = new HashSet<>();
    for (Path folder : wanted) {
      if (!keys.containsKey(folder) && register(folder)) {
        added.add(folder);
      }
    }
    return new Watching(keys.size() == wanted.size(), added);
  }

  @Override
  public Changes poll() {
    WatchKey key = service.poll();
    if (key == null) {
      return Changes.NONE;
    }
    Set<Path> files = new HashSet<>();
    Set<Path> dirty = new HashSet<>();
    for (; key != null; key = service.poll()) {
      Path folder = folders.get(key);
      for (WatchEvent<?> event : key.pollEvents()) {
        if (folder != null
            && event.kind() == ENTRY_MODIFY
            && event.context() instanceof Path name) {
          files.add(folder.resolve(name));
        } else if (folder != null) {
          dirty.add(folder);
        }
      }
      if (!key.reset() && folder != null) {
        forget(folder);
        dirty.add(folder);
      }
    }
    return new Changes(files, dirty);
  }

  @Override
  public void close() {
    try {
      service.close();
    } catch (IOException e) {
      log.warn("Giving up the kernel's notice failed.", e);
    }
  }

  private boolean register(Path folder) {
    try {
      WatchKey key = folder.register(service, KINDS);
      keys.put(folder, key);
      folders.put(key, folder);
      return true;
    } catch (IOException e) {
      trouble.warn(
          "watch",
          String.valueOf(e.getMessage()),
          "The kernel gives no notice for "
              + folder
              + " ("
              + e
              + "); it is polled. If watches ran out, raise fs.inotify.max_user_watches.");
      return false;
    }
  }

  private void forget(Path folder) {
    WatchKey key = keys.remove(folder);
    if (key != null) {
      folders.remove(key);
      key.cancel();
    }
  }
}
