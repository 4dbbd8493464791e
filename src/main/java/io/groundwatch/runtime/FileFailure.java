package io.groundwatch.runtime;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/**
 * Says in words what went wrong with a file: the messages of Java's file exceptions are often the
 * path and nothing more. Any thread.
 */
public final class FileFailure {
  private FileFailure() {}

  /** The file, where it is known, and why: {@code /etc/token: no such file or folder}. */
  public static String text(IOException e) {
    String file = e instanceof FileSystemException failed ? failed.getFile() : null;
    return file == null ? reason(e) : file + ": " + reason(e);
  }

  /** Why, without the file. */
  public static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "it exists already and is not a folder";
    }
    if (e instanceof NotDirectoryException) {
      return "not a folder";
    }
    String reason = e instanceof FileSystemException failed ? failed.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }
}
