package site

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"github.com/inkgrad/inkgrad/web/site/api"
)

// FileStore is an api.Store in a folder, a file for each snapshot. It is made with the first one.
type FileStore string

// Get implements api.Store.
func (dir FileStore) Get(_ context.Context, id string) ([]byte, error) {
	if !api.ValidID(id) {
		return nil, api.ErrNotFound // an ID that is a path would reach other files
	}
	body, err := os.ReadFile(filepath.Join(string(dir), id))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, api.ErrNotFound
	}
	return body, err
}

// Put implements api.Store. The file appears under its name when it is whole and on the disk, so that a server which is
// killed leaves no half of one, and a machine which loses its power loses nothing that was acknowledged. What a disk
// has damaged is written anew.
func (dir FileStore) Put(ctx context.Context, id string, body []byte) error {
	if !api.ValidID(id) {
		return fmt.Errorf("site: %q is no name of a snapshot", id)
	}
	if was, err := dir.Get(ctx, id); err == nil && bytes.Equal(was, body) {
		return nil
	}
	if err := os.MkdirAll(string(dir), 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(string(dir), "new-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // which is not there any more when all went well
	_, err = f.Write(body)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), filepath.Join(string(dir), id)); err != nil {
		return err
	}
	return dir.sync()
}

// sync waits until the names in the folder are on the disk. Where the system cannot do that for a folder, as on
// Windows, it does so by itself.
func (dir FileStore) sync() error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(string(dir))
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
