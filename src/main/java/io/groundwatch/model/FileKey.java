package io.groundwatch.model;

/**
 * What the file system calls a file, whatever its name: {@code st_dev} and {@code st_ino} of
 * stat(2).
 */
public record FileKey(long device, long inode) {}
