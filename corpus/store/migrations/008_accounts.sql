-- What a reader noted of a reading is kept by kind and page: [["unread", "an image", 3], ...].
update document set notes = (
    select json_group_array(json_array('about', each.value, null))
    from json_each(document.notes) as each
);
