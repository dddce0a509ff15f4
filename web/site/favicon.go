package site

import "encoding/binary"

// favicon returns an .ico file of one picture, a PNG of 192 by 192 pixels. Browsers ask the root for it where no
// document names an icon: for a file that is opened by itself, and a bookmark of it.
func favicon(png []byte) []byte {
	const header, entry, side = 6, 16, 192
	b := make([]byte, 0, header+entry+len(png))
	b = binary.LittleEndian.AppendUint16(b, 0) // reserved
	b = binary.LittleEndian.AppendUint16(b, 1) // an icon
	b = binary.LittleEndian.AppendUint16(b, 1) // one picture
	b = append(b, side, side, 0, 0)            // no palette
	b = binary.LittleEndian.AppendUint16(b, 1) // plane
	b = binary.LittleEndian.AppendUint16(b, 32)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(png)))
	b = binary.LittleEndian.AppendUint32(b, header+entry)
	return append(b, png...)
}
