#!/bin/bash
# The first process of a box: a copy of this machine's files to write on, with a systemd of its own.
# Called with the box's folder in namespaces of its own (see booted.py); the machine's files,
# services, clock and kernel settings are out of its reach.
set -eu
folder=$1
mount --make-rprivate /
mkdir -p "$folder/over" "$folder/work" "$folder/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$folder/over,workdir=$folder/work" "$folder/root"
cd "$folder/root"

mount -t proc proc proc
for one in sys sysrq-trigger; do
  [ -e "proc/$one" ] || continue
  mount --bind "proc/$one" "proc/$one"
  mount -o remount,bind,ro "proc/$one"
done
mount -t sysfs -o ro sysfs sys
mount -t cgroup2 cgroup2 sys/fs/cgroup
mount -t tmpfs -o mode=755 tmpfs run
mount -t tmpfs -o mode=755 tmpfs dev
for one in null zero full random urandom tty; do
  touch "dev/$one"
  mount --bind "/dev/$one" "dev/$one"
done
mkdir dev/pts dev/shm
mount -t devpts -o newinstance,ptmxmode=0666 devpts dev/pts
mount -t tmpfs tmpfs dev/shm
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd

# Nothing of what the machine itself starts, but what is the box's own since it was begun.
if [ ! -e etc/box ]; then
  touch etc/box
  : >etc/fstab
  rm -rf etc/systemd/system/*.wants
  mkdir -p etc/tmpfiles.d
  # Else /tmp would be emptied, and the checkout may lie there.
  ln -sf /dev/null etc/tmpfiles.d/tmp.conf
  for one in systemd-sysctl systemd-modules-load systemd-udevd systemd-udev-trigger \
    systemd-random-seed systemd-remount-fs systemd-timesyncd systemd-binfmt; do
    ln -sf /dev/null "etc/systemd/system/$one.service"
  done
  for one in getty.target swap.target sys-kernel-debug.mount sys-kernel-tracing.mount \
    dev-hugepages.mount dev-mqueue.mount sys-fs-fuse-connections.mount sys-kernel-config.mount \
    proc-sys-fs-binfmt_misc.automount; do
    ln -sf /dev/null "etc/systemd/system/$one"
  done
fi

mkdir -p old_root_of_box
pivot_root . old_root_of_box
cd /
umount -l /old_root_of_box
exec env -i container=ostoja PATH=/usr/sbin:/usr/bin:/sbin:/bin \
  /lib/systemd/systemd --system --unit=multi-user.target --show-status=0 </dev/null
