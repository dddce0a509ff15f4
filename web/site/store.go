package site

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

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

// Put implements api.Store. The file appears under its name when it is whole, so that a server which stops leaves no
// half of one.
func (dir FileStore) Put(ctx context.Context, id string, body []byte) error {
	if !api.ValidID(id) {
		return fmt.Errorf("site: %q is no name of a snapshot", id)
	}
	if _, err := dir.Get(ctx, id); err == nil {
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
	return os.Rename(f.Name(), filepath.Join(string(dir), id))
}
