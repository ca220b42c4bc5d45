/* Stands between a process and the system's file calls (LD_PRELOAD), for the files below one folder: counts the calls
 * that change something, and at one of them kills the process or lets the call fail, once. Used by one thread. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum action { WATCH = 0, KILL_BEFORE = 1, KILL_HALFWAY = 2, FAIL = 3, FAIL_HALFWAY = 4 };
enum verdict { GO_ON, HALFWAY, REFUSE };

static char folder[PATH_MAX];
static size_t folder_length; /* 0: not armed */
static enum action action;
static int error_number;
static long target;
static long n_calls;
static long n_failed;
static int fails_next; /* the first half was written; the rest of it fails */

#define REAL(name) \
    static __typeof__(&name) real; \
    if (real == NULL) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

void faults_arm(const char *path, int what, int error, long nth) {
    snprintf(folder, sizeof folder, "%s", path);
    action = (enum action)what;
    error_number = error;
    target = nth;
    n_calls = n_failed = fails_next = 0;
    folder_length = strlen(folder);
}

void faults_disarm(void) { folder_length = 0; }

long faults_calls(void) { return n_calls; }

long faults_failed(void) { return n_failed; }

static int is_below(const char *path) {
    return folder_length > 0 && path != NULL && strncmp(path, folder, folder_length) == 0 &&
           (path[folder_length] == '/' || path[folder_length] == '\0');
}

static int is_ours(int descriptor) {
    if (folder_length == 0) return 0;
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = '\0';
    return is_below(path);
}

static _Noreturn void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

static int refuse(void) {
    n_failed++;
    errno = error_number;
    return -1;
}

/* What becomes of the call that is about to be made. has_halves: whether a part of it can happen. */
static enum verdict meet(int has_halves) {
    if (fails_next) {
        fails_next = 0;
        return REFUSE;
    }
    if (++n_calls != target) return GO_ON;
    switch (action) {
    case WATCH: return GO_ON;
    case KILL_BEFORE: die();
    case KILL_HALFWAY:
        if (!has_halves) die();
        return HALFWAY;
    case FAIL: return REFUSE;
    case FAIL_HALFWAY:
        if (!has_halves) return REFUSE;
        fails_next = 1;
        return HALFWAY;
    }
    return GO_ON;
}

#define WRITE(call, half_call) \
    do { \
        if (!is_ours(descriptor)) return call; \
        switch (meet(size > 1)) { \
        case REFUSE: return refuse(); \
        case HALFWAY: { \
            ssize_t written = half_call; \
            if (action == KILL_HALFWAY) die(); \
            return written; \
        } \
        case GO_ON: return call; \
        } \
        return call; \
    } while (0)

#define CHANGE(is_one_of_ours, call) \
    do { \
        if (is_one_of_ours && meet(0) == REFUSE) return refuse(); \
        return call; \
    } while (0)

ssize_t write(int descriptor, const void *data, size_t size) {
    REAL(write);
    WRITE(real(descriptor, data, size), real(descriptor, data, size / 2));
}

ssize_t pwrite(int descriptor, const void *data, size_t size, off_t offset) {
    REAL(pwrite);
    WRITE(real(descriptor, data, size, offset), real(descriptor, data, size / 2, offset));
}

ssize_t pwrite64(int descriptor, const void *data, size_t size, off64_t offset) {
    REAL(pwrite64);
    WRITE(real(descriptor, data, size, offset), real(descriptor, data, size / 2, offset));
}

int ftruncate(int descriptor, off_t size) {
    REAL(ftruncate);
    CHANGE(is_ours(descriptor), real(descriptor, size));
}

int ftruncate64(int descriptor, off64_t size) {
    REAL(ftruncate64);
    CHANGE(is_ours(descriptor), real(descriptor, size));
}

int fsync(int descriptor) {
    REAL(fsync);
    CHANGE(is_ours(descriptor), real(descriptor));
}

int fdatasync(int descriptor) {
    REAL(fdatasync);
    CHANGE(is_ours(descriptor), real(descriptor));
}

int posix_fallocate(int descriptor, off_t offset, off_t size) {
    REAL(posix_fallocate);
    if (is_ours(descriptor) && meet(0) == REFUSE) {
        n_failed++;
        return error_number; /* the one call that returns it */
    }
    return real(descriptor, offset, size);
}

ssize_t copy_file_range(int from, off64_t *from_offset, int descriptor, off64_t *offset, size_t size, unsigned flags) {
    REAL(copy_file_range);
    CHANGE(is_ours(descriptor), real(from, from_offset, descriptor, offset, size, flags));
}

int unlink(const char *path) {
    REAL(unlink);
    CHANGE(is_below(path), real(path));
}

int rename(const char *from, const char *to) {
    REAL(rename);
    CHANGE(is_below(to), real(from, to));
}

int mkdir(const char *path, mode_t mode) {
    REAL(mkdir);
    CHANGE(is_below(path), real(path, mode));
}

/* Opening counts where it makes the file. */
static int makes_file(const char *path, int flags) {
    struct stat facts;
    return (flags & O_CREAT) && is_below(path) && stat(path, &facts) != 0;
}

#define MODE_OF(flags) \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { \
        va_list rest; \
        va_start(rest, flags); \
        mode = va_arg(rest, mode_t); \
        va_end(rest); \
    }

int open(const char *path, int flags, ...) {
    REAL(open);
    MODE_OF(flags);
    CHANGE(makes_file(path, flags), real(path, flags, mode));
}

int open64(const char *path, int flags, ...) {
    REAL(open64);
    MODE_OF(flags);
    CHANGE(makes_file(path, flags), real(path, flags, mode));
}

int openat(int at, const char *path, int flags, ...) {
    REAL(openat);
    MODE_OF(flags);
    CHANGE(makes_file(path, flags), real(at, path, flags, mode));
}

int openat64(int at, const char *path, int flags, ...) {
    REAL(openat64);
    MODE_OF(flags);
    CHANGE(makes_file(path, flags), real(at, path, flags, mode));
}
