package io.groundwatch.input.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * A {@code file_path}: an absolute path in which {@code *}, {@code ?}, {@code [a-z]} and {@code
 * {a,b}} stand for parts of one name, and {@code **} for any number of folders. Immutable.
 */
final class FilePattern {
  /** Folders below a {@code **} are followed this deep; a cycle of links ends here. */
  private static final int MAX_DEPTH = 32;

  private static final Pattern META = Pattern.compile("[*?\\[{]");
  private static final String ANY_FOLDERS = "**";

  private final String text;
  private final Path root;
  private final List<String> names;

  private FilePattern(String text, Path root, List<String> names) {
    this.text = text;
    this.root = root;
    this.names = names;
  }

  /** Reads a pattern; a relative one starts at the working folder. */
  static FilePattern of(String text, FileSystem files) {
    Path path = files.getPath(text).toAbsolutePath();
    List<String> names = new ArrayList<>();
    path.forEach(name -> names.add(name.toString()));
    Path root = path.getRoot();
    return new FilePattern(text, root == null ? path : root, Collections.unmodifiableList(names));
  }

  /**
   * Every path that matches now, in no particular order. One without a pattern need not exist.
   *
   * @param unreadable told of each folder that cannot be listed
   */
  List<Path> expand(BiConsumer<Path, IOException> unreadable) {
    List<Path> found = new ArrayList<>();
    expand(root, 0, 0, found, unreadable);
    return found;
  }

  private void expand(
      Path at, int index, int depth, List<Path> found, BiConsumer<Path, IOException> unreadable) {
    if (index == names.size()) {
      found.add(at);
      return;
    }
    String name = names.get(index);
    if (name.equals(ANY_FOLDERS)) {
      expand(at, index + 1, depth, found, unreadable);
      if (depth < MAX_DEPTH) {
        for (Path child : list(at, unreadable)) {
          if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
            expand(child, index, depth + 1, found, unreadable);
          }
        }
      }
    } else if (META.matcher(name).find()) {
      PathMatcher matcher = at.getFileSystem().getPathMatcher("glob:" + name);
      for (Path child : list(at, unreadable)) {
        if (matcher.matches(child.getFileName())) {
          expand(child, index + 1, depth, found, unreadable);
        }
      }
    } else {
      expand(at.resolve(name), index + 1, depth, found, unreadable);
    }
  }

  private static List<Path> list(Path folder, BiConsumer<Path, IOException> unreadable) {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(children::add);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      unreadable.accept(folder, e.getCause());
    } catch (IOException e) {
      unreadable.accept(folder, e);
    }
    return children;
  }

  /** Whether {@code path} could be one of those that {@link #expand} finds. */
  boolean matches(Path path) {
    return matches(path.toAbsolutePath(), 0, 0);
  }

  private boolean matches(Path path, int pathIndex, int nameIndex) {
    if (nameIndex == names.size() || pathIndex == path.getNameCount()) {
      return nameIndex == names.size() && pathIndex == path.getNameCount();
    }
    String name = names.get(nameIndex);
    if (name.equals(ANY_FOLDERS)) {
      return matches(path, pathIndex, nameIndex + 1) || matches(path, pathIndex + 1, nameIndex);
    }
    Path part = path.getName(pathIndex);
    boolean same =
        META.matcher(name).find()
            ? path.getFileSystem().getPathMatcher("glob:" + name).matches(part)
            : part.toString().equals(name);
    return same && matches(path, pathIndex + 1, nameIndex + 1);
  }

  @Override
  public String toString() {
    return text;
  }
}
